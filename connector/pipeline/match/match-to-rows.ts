import { SyncStatus } from "../../../core/generated/schema";
import { compileMatchRules } from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import type { RowIndex } from "../../../core/match/row-index";
import type { Match } from "../../../core/match/types";
import type { Row, SystemRecord } from "../../../core/records";
import { DataverseError } from "../../dataverse/dataverse-error";
import { linksByExternalId } from "../../state/links";
import { asRemembered, claimToDecide, doubtfulClaims } from "./carried-ids";
import { carriersOf } from "../load/carriers";
import { inTrouble, type Item, type LinkRow } from "../item";
import { stopOf } from "./match-unlinked";
import { nameLookups } from "./name-lookups";
import { problemOf } from "../problems";
import { readByExternalId, readRows } from "../load/read";
import { linkScope, type Sync } from "../sync";

/** Rows that could be the same as records without a link, and those of them taken meanwhile. */
export interface Candidates {
  readonly index: RowIndex;
  /** Row id -> external id it was linked to during this run. */
  readonly taken: Map<string, string>;
  /** Since when rows have been looked through: whoever is added meanwhile is looked for, chunk by chunk. */
  readonly since: Date;
}

/**
 * Finds the row of each record: by its link, by the external id the row carries, then by the match rules among rows
 * without a link. Never a guess: where more than one could be meant, the item ends with an issue.
 */
export async function matchToRows(
  sync: Sync,
  records: readonly SystemRecord[],
  candidates: Candidates,
): Promise<readonly Item[]> {
  const ids = records.map((record) => record.id);
  const [found, states] = await Promise.all([
    readByExternalId(sync, ids, candidates.since),
    linksByExternalId(sync.database, linkScope(sync), ids),
  ]);
  const added = await nameLookups(sync, compileMatchRules(sync.mapping), found.added);
  for (const row of added) candidates.index.add(row);
  const bases = new Map(states.map((state) => [state.externalId, state]));
  const linked = new Set(found.links.map((link) => link.externalId));
  const rows = new Map(found.rows.map((row) => [row.id.toLowerCase(), row]));
  const carrying = carriersOf(sync, found.rows, ids);
  const matches = matchRest(sync, records, candidates, (id) => linked.has(id) || carrying.has(id));
  const remembered = states.filter(({ ended, externalId }) => ended === null && linked.has(externalId));
  const more = await readRows(sync, missing([...found.links, ...remembered], matches, rows));
  const isGone = (id: string) => !rows.has(id) && isNotThere(more.get(id));
  const links = new Map(
    found.links.map((link) => [link.externalId, asRemembered(link, bases.get(link.externalId), isGone)]),
  );
  const claims = records.flatMap((record) => {
    const row = linked.has(record.id) ? undefined : carrying.get(record.id);
    return row ? [{ row, record }] : [];
  });
  const doubts = await doubtfulClaims(sync, claims, (id) => bases.get(id) ?? null);

  return records.map((system) => {
    const claiming = carrying.get(system.id);
    if (claiming && doubts.has(claiming.id.toLowerCase())) return inDoubt(claiming, system.id);
    const link = links.get(system.id) ?? null;
    const match = matches.get(system.id);
    const rowId =
      (link?.recordId || carrying.get(system.id)?.id) ?? (match?.kind === "one" ? match.rowId : null);
    const state = bases.get(system.id);
    const item: Item = {
      system,
      externalId: system.id,
      row: null,
      rowId,
      link,
      // A base belongs to a pair: after the record was linked to another row it says nothing any more.
      base: state && rowId !== null && state.recordId === rowId ? state.base : null,
      state: state ?? null,
    };
    const end = state?.ended ?? (link?.status === SyncStatus.Unlinked ? "unlinked" : undefined);
    if (link && end)
      return { ...item, ended: end, stop: { outcome: "skipped", issue: { code: "UNLINKED" } } };
    if (system.trouble) return { ...item, stop: inTrouble(system.trouble) };
    if (rowId === null) {
      const undecided = match && match.kind !== "one" && match.kind !== "none";
      return undecided ? { ...item, stop: stopOf(match) } : item;
    }
    const read = rows.get(rowId.toLowerCase()) ?? more.get(rowId);
    if (match?.kind === "one") {
      // Deleted since the rows were looked through: there is nobody to be joined to, and its id is not taken up again.
      if (isNotThere(read)) return { ...item, rowId: null };
      candidates.taken.set(rowId, system.id);
    }
    const paired = withRow(item, read);
    return system.trouble ? { ...paired, stop: inTrouble(system.trouble) } : paired;
  });
}

/** Told of the row alone: whoever looks after it may not be allowed to see the record. */
function inDoubt(row: Row, externalId: string): Item {
  const rowId = row.id.toLowerCase();
  return {
    ...{ system: null, row, externalId: null, rowId, link: null, base: null },
    stop: claimToDecide(externalId),
  };
}

function matchRest(
  sync: Sync,
  records: readonly SystemRecord[],
  candidates: Candidates,
  known: (id: string) => boolean,
) {
  return matchRecords({
    rules: compileMatchRules(sync.mapping),
    records: records.filter((record) => !record.trouble && !known(record.id)),
    rows: candidates.index,
    linked: candidates.taken,
  });
}

function missing(
  links: readonly Pick<LinkRow, "recordId">[],
  matches: ReadonlyMap<string, Match>,
  rows: ReadonlyMap<string, Row>,
): readonly string[] {
  const wanted = [
    ...links.map((link) => link.recordId),
    ...[...matches.values()].flatMap((match) => (match.kind === "one" ? match.rowId : [])),
  ];
  return wanted.filter((id) => id !== "" && !rows.has(id.toLowerCase()));
}

function isNotThere(read: Row | DataverseError | undefined): boolean {
  return read instanceof DataverseError && read.status === 404;
}

/** A row that is gone leaves the item without one: where the two were joined, it was deleted. */
function withRow(item: Item, read: Row | DataverseError | undefined): Item {
  if (!(read instanceof DataverseError)) return { ...item, row: read ?? null };
  if (isNotThere(read)) return item.link === null ? item : { ...item, deletedIn: "dataverse" };
  return { ...item, stop: { outcome: "failed", issue: problemOf(read, "read")! } };
}
