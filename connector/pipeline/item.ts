import type { Outcome } from "../../core/outcome";
import type { IssueRef, RecordPlan } from "../../core/plan/types";
import type { Base, Row, SystemRecord, Values } from "../../core/records";

/** A row of wave_link. */
export interface LinkRow {
  readonly id: string;
  readonly externalId: string;
  readonly recordId: string;
  /** Value of wave_syncstatus. */
  readonly status: number | null;
}

/** Two records to bring together, as far as they were found. */
export interface Item {
  readonly system: SystemRecord | null;
  readonly row: Row | null;
  /** Known even where there is no record (any more). */
  readonly externalId: string | null;
  readonly rowId: string | null;
  readonly link: LinkRow | null;
  readonly base: Base | null;
  /** How it ended before any plan was made. */
  readonly stop?: { readonly outcome: Outcome; readonly issue: IssueRef };
}

/** What became of an item. */
export interface Result {
  readonly item: Item;
  readonly outcome: Outcome;
  readonly issue?: IssueRef;
  /** Fields that did not make it. */
  readonly warnings: readonly IssueRef[];
  readonly plan: RecordPlan | null;
  readonly externalId: string | null;
  readonly rowId: string | null;
  /** What was really written. */
  readonly wrote: { readonly dataverse: Values | null; readonly system: Values | null };
}

/** The name a record goes by in failures and issues: its external id, or its row while it has none. */
export function nameOf(item: Pick<Item, "externalId" | "rowId">, table: string): string {
  return item.externalId !== null ? `external:${item.externalId}` : `row:${table}:${item.rowId}`;
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
