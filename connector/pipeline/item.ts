import type { Side } from "../../core/merge/types";
import type { Outcome } from "../../core/outcome";
import type { UnsavedEntry } from "../../core/plan/begun-write";
import type { JournalEntry } from "../../core/plan/journal";
import type { IssueRef, RecordPlan } from "../../core/plan/types";
import type { Base, Row, SystemRecord, Values } from "../../core/records";
import type { FailureMemory } from "../../core/sync/parked";
import type { EndReason, LinkState } from "../state/links";

/** A row of wave_link. */
export interface LinkRow {
  readonly id: string;
  readonly externalId: string;
  /** Empty where another link has taken this one's place at its row. */
  readonly recordId: string;
  /** Value of wave_syncstatus. */
  readonly status: number | null;
}

/** The names of two that belong together: one of them is always known. */
export type Names =
  | { readonly externalId: string; readonly rowId: string | null }
  | { readonly externalId: null; readonly rowId: string };

/** What was found of each side. */
export type Sides =
  /** The system's record and the row that belong together; either may be gone. */
  | {
      readonly externalId: string;
      readonly rowId: string;
      readonly system: SystemRecord | null;
      readonly row: Row | null;
    }
  /** A record that has no row yet. */
  | {
      readonly externalId: string;
      readonly rowId: null;
      readonly system: SystemRecord | null;
      readonly row: null;
    }
  /** A row that has no record yet. */
  | { readonly externalId: null; readonly rowId: string; readonly system: null; readonly row: Row | null };

/** The link that joins the two. */
type Joint =
  | { readonly link: null; readonly ended?: undefined; readonly deletedIn?: undefined }
  /** It joined them once; `ended` says why it does not any more. */
  | { readonly link: LinkRow; readonly ended: EndReason; readonly deletedIn?: undefined }
  /** It holds. `deletedIn`: the side on which the record was deleted, as a read said definitely. */
  | { readonly link: LinkRow; readonly ended?: undefined; readonly deletedIn?: Side };

/** How an item ended before any plan was made. `unlink`: the link ends with it. */
export interface Stop {
  readonly outcome: Outcome;
  readonly issue?: IssueRef;
  readonly unlink?: EndReason;
  /** MATCH_AMBIGUOUS: the rows, or the system's records, it could be. */
  readonly candidates?: readonly string[];
}

/** What is remembered of the two, and of writes to them that were begun. */
interface Remembered {
  readonly base: Base | null;
  /** What we remember of the link, whether it holds or not. */
  readonly state?: LinkState | null;
  /** The row that lost a merge to this one; the link comes from there. */
  readonly movedFrom?: Row;
  /** The record is as an import has listed it, and was not read since. */
  readonly asListed?: true;
  /** An ended link of this row to another record of the system: a new one takes its place. */
  readonly former?: LinkRow;
  /** What an earlier try of the same work has written: the row was changed before it could be written as well, or it was interrupted. */
  readonly earlier?: JournalEntry;
  /** The stamp of a row that this look has asked to create, without hearing whether it was: then `base` is what it was made with. */
  readonly madeWith?: string;
  /** When a person changed the row last and when we wrote to it, where an interrupted write says so instead of `state`. */
  readonly marks?: Pick<LinkState, "personOn" | "markedOn">;
  /** ISO 8601: when another system brought what the row holds. */
  readonly broughtOn?: string;
  /** A write to these two was begun, by this look or an interrupted one: over as soon as what follows from it is saved. */
  readonly begun?: {
    readonly recordIds: readonly string[];
    /** What the row's stamp is once it is written; until then nothing else stamps it so. */
    readonly mark?: string;
    /** What other runs had written by then, and could not save. */
    readonly others?: readonly UnsavedEntry[];
  };
  readonly stop?: Stop;
}

/** Two records to bring together, as far as they were found. */
export type Item = Sides & Joint & Remembered;

/** What became of an item. */
export interface Result {
  readonly item: Item;
  readonly outcome: Outcome;
  readonly issue?: IssueRef;
  /** The failure itself, where `issue` says that it parked the record. */
  readonly cause?: IssueRef;
  /** What is remembered of the failure; null for one that passes by itself. */
  readonly memory?: FailureMemory | null;
  /** Fields that did not make it. */
  readonly warnings: readonly IssueRef[];
  readonly plan: RecordPlan | null;
  readonly externalId: string | null;
  readonly rowId: string | null;
  /** What was really written. */
  readonly wrote: { readonly dataverse: Values | null; readonly system: Values | null };
  /** Why the link has ended now. */
  readonly end?: EndReason;
  /** Records of the system that the row is left to, now that its link has ended. */
  readonly leftTo?: readonly string[];
  /** Which side's record is gone now. */
  readonly removed?: Side;
  /** The row carries a new mark of ours. */
  readonly marked?: boolean;
  /** Something else of this record waits for a person, and this sync did not look at it. */
  readonly uncured?: boolean;
  /** Nothing that a run still reads could make something else of it. */
  readonly settled?: true;
  /** How long the system or Dataverse asked to wait, when it failed for that. */
  readonly retryAfterMs?: number;
}

/** The name a record goes by in failures and issues: its external id, or its row while it has none. */
export function nameOf(item: Pick<Item, "externalId" | "rowId">, table: string): string {
  return item.externalId !== null ? `external:${item.externalId}` : `row:${table}:${item.rowId}`;
}

/** Every name a record may have gone by: its issues and failures from the time before it had an external id are its own. */
export function namesOf(item: Pick<Item, "externalId" | "rowId">, table: string): readonly string[] {
  const { externalId, rowId } = item;
  return [
    ...(externalId !== null ? [nameOf({ externalId, rowId: null }, table)] : []),
    ...(rowId !== null ? [nameOf({ externalId: null, rowId }, table)] : []),
  ];
}

/** True when the two are joined: a link that has ended joins nothing. */
export function isLinked(item: Pick<Item, "link" | "ended">): boolean {
  return item.link !== null && item.ended === undefined;
}

/** Nothing can be done with a record that makes no sense; what it is joined to stays as it is. */
export function inTrouble(trouble: NonNullable<SystemRecord["trouble"]>): Stop {
  return { outcome: "failed", issue: trouble };
}

/** An item that ended without anything being written. */
export function ended(
  item: Item,
  outcome: Outcome,
  issue?: IssueRef,
  plan: RecordPlan | null = null,
): Result {
  return {
    item,
    outcome,
    ...(issue ? { issue } : {}),
    warnings: plan?.warnings ?? [],
    plan,
    externalId: item.externalId,
    rowId: item.rowId,
    wrote: { dataverse: null, system: null },
  };
}
