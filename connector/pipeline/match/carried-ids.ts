import { createRowIndex } from "../../../core/match/row-index";
import { compileMatchRules } from "../../../core/match/compile";
import { rowIdFor } from "../../../core/ids/record-ids";
import type { Row, SystemRecord } from "../../../core/records";
import { openWriteIntents, rowsToBeCreated } from "../../state/write-intents";
import type { LinkState } from "../../state/links";
import type { Item, LinkRow } from "../item";
import { CREATED_BY } from "../load/carriers";
import { nameLookups } from "./name-lookups";
import { linkScope, type Sync } from "../sync";

/** A row that says of itself that it stands for a record: it carries the record's id, or was made under the id we would make. */
export interface Claim {
  readonly row: Row;
  readonly record: SystemRecord;
}

/** What a claim comes to when nothing proves it. */
export type Doubt =
  /** A person has to say whether the two are the same. */
  | "ask"
  /** We were creating a record for the row when we were interrupted: under the same key the system says which one it made. */
  | "askSystem";

/**
 * An id in a row can be typed by anybody who may write the row; with it she would read and change a record of the system that
 * is not hers to see. So it counts only where we wrote it ourselves (the link's state, a write intent, a row we created), or
 * where the match rules join the two as well.
 * @returns the claims that nothing proves, by row id
 */
export async function doubtfulClaims(
  sync: Sync,
  claims: readonly Claim[],
  stateOf: (externalId: string) => LinkState | null,
): Promise<ReadonlyMap<string, Doubt>> {
  const rules = rulesBesideTheId(sync);
  const named = await nameLookups(
    sync,
    rules,
    claims.map(({ row }) => row),
  );
  const open = claims.filter(({ row, record }, at) => {
    if (stateOf(record.id)?.recordId === row.id.toLowerCase() || isOurCreation(sync, row, record.id))
      return false;
    const index = createRowIndex(rules);
    index.add(named[at]!);
    return index.candidates(record).length === 0;
  });
  if (open.length === 0) return new Map();
  const rowIds = open.map(({ row }) => row.id.toLowerCase());
  const [begun, intended] = await Promise.all([
    openWriteIntents(sync.database, linkScope(sync), sync.table.logicalName, rowIds),
    rowsToBeCreated(sync.database, linkScope(sync), sync.table.logicalName, rowIds),
  ]);
  const meant = new Map(begun.map(({ recordId, externalId }) => [recordId, externalId]));
  return new Map(
    open.flatMap(({ row, record }): readonly (readonly [string, Doubt])[] => {
      const id = row.id.toLowerCase();
      if (meant.get(id) === record.id) return [];
      return [[id, intended.has(id) ? "askSystem" : "ask"]];
    }),
  );
}

/**
 * The match rules, but for the one that goes by the very id that is in question, and for those of an address alone: whoever types
 * an id can type an address as well.
 */
function rulesBesideTheId({ mapping }: Sync) {
  const { groups } = compileMatchRules(mapping);
  const { column } = mapping.externalIdColumn ?? {};
  return {
    groups: groups.filter(
      (group) => !group.weak && (!group.byId || !group.conditions.some((each) => each.column === column)),
    ),
  };
}

/** We make a record's row under an id of its own; somebody else could as well, but not in our name. */
function isOurCreation(sync: Sync, row: Row, externalId: string): boolean {
  const { connection, mapping, runtime } = sync;
  if (row.id.toLowerCase() !== rowIdFor(connection.id, mapping.systemObject, externalId)) return false;
  const us = runtime.environment.userId.toLowerCase();
  return CREATED_BY.some((column) => String(row.values[column] ?? "").toLowerCase() === us);
}

/**
 * Where a link that holds says another row than we remember, somebody has changed it: what we remember counts, unless that row
 * is gone.
 */
export function asRemembered(
  link: LinkRow,
  state: LinkState | null | undefined,
  isGone: (rowId: string) => boolean,
): LinkRow {
  if (!state || state.ended !== null || link.recordId === "" || link.recordId === state.recordId) return link;
  return isGone(state.recordId) ? link : { ...link, recordId: state.recordId };
}

/** The row of a claim that nothing proves takes no part: which record it stands for is for an administrator to say. */
export function claimToDecide(externalId: string): NonNullable<Item["stop"]> {
  return { outcome: "skipped", issue: { code: "EXTERNAL_ID_UNPROVEN" }, candidates: [externalId] };
}
