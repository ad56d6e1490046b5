import { rowIdFor } from "../../core/ids/record-ids";
import { externalIdOf } from "../../core/mapping/external-id";
import { systemIn } from "../../core/sync/details";
import { compileMatchRules } from "../../core/match/compile";
import { createRowIndex, type RowIndex } from "../../core/match/row-index";
import type { Like } from "../../core/match/types";
import type { Row } from "../../core/records";
import { queryPath } from "../dataverse/in-filter";
import { toRow } from "../environment/rows";
import { columnOfCarriers } from "../pipeline/load/carriers";
import { columnsRead } from "../pipeline/load/read";
import type { Candidates } from "../pipeline/match/candidates";
import { nameLookups } from "../pipeline/match/name-lookups";
import { detailsOf, scopeOf } from "../pipeline/report/row-details";
import { linkScope, rowCall, type Sync } from "../pipeline/sync";
import { linksByExternalId } from "../state/links";
import { detailsLength } from "../tables/stamp";
import { activeOnly } from "../tables/state-model";
import { readAhead, type Chunk } from "./read-ahead";

/** All rows a record of an import could be the same as. */
interface RowsThere {
  readonly index: RowIndex;
  /** Row id -> the record whose id it carries. */
  readonly taken: ReadonlyMap<string, string>;
  /** Where Dataverse's changes from now on begin, where the table's changes are tracked. */
  readonly deltaLink: string | null;
}

/**
 * The candidates of an import, on both sides: an index of all active rows, and the records of the system of which several fit the
 * same row. Which of them is meant is for a person to say, however far apart they are read; so all records are read once
 * beforehand, unless there is no row to be matched, and nothing but ids is kept of them.
 * @param all the records that are imported; by default the system's
 */
export async function importCandidates(
  sync: Sync,
  runStartedOn: Date,
  all: () => AsyncIterable<Pick<Chunk, "records">> = () => readAhead(sync, null),
): Promise<{ readonly candidates: Candidates; readonly deltaLink: string | null }> {
  const since = sync.clock.now();
  const rows = await readRows(sync, runStartedOn);
  const likes = await recordsOfOneRow(sync, rows, all);
  const rules = compileMatchRules(sync.mapping);
  const candidates: Candidates = {
    rowsLike: async () => rows.index,
    recordsLike: async (asked) => new Map(asked.map(({ id }) => [id, likes.get(id.toLowerCase()) ?? []])),
    news: {
      paths: rowsAddedSince(sync, since),
      take: async (added) => {
        const others = added.filter((row) => !isOurs(sync, row));
        for (const row of await nameLookups(sync, rules, others)) rows.index.add(inLowerCase(row));
      },
    },
  };
  return { candidates, deltaLink: rows.deltaLink };
}

/**
 * Takes in all active rows, page by page; only the keys the match rules compare are kept. A row that carries a record's id is
 * taken: whoever else is the same as it would be that person doubled, as it is for an event. Rows this very run has created
 * before it was interrupted are left out: which of its records are the same person the system knows best, and an interruption
 * makes no difference.
 * Rules that no query can express (folded names, domains, phone numbers) are compared exactly this way.
 */
async function readRows(sync: Sync, runStartedOn: Date): Promise<RowsThere> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const taken = new Map<string, string>();
  const external = mapping.externalIdColumn?.column;
  // The columns a comparison reads: the link to what changes goes on asking for these.
  const select = columnsRead(sync);
  let link: string | null = null;
  for (;;) {
    const page = await sync.runtime.client.changes(table.entitySet, select, link, rowCall(sync));
    const rows = page.rows.map((json) => inLowerCase(toRow(table, json)));
    for (const row of await nameLookups(sync, rules, rows)) {
      if (row.active === false) continue;
      const carried = external ? externalIdOf(mapping, row.values[external]) : null;
      if (carried !== null && isOfThisRun(sync, row, carried, runStartedOn)) continue;
      if (carried !== null) taken.set(row.id, carried);
      index.add(row);
    }
    if (page.next === null) return { index, taken, deltaLink: page.deltaLink };
    link = page.next;
  }
}

function inLowerCase(row: Row): Row {
  return { ...row, id: row.id.toLowerCase() };
}

function isOfThisRun({ connection, mapping }: Sync, row: Row, carried: string, runStartedOn: Date): boolean {
  if (row.id !== rowIdFor(connection.id, mapping.systemObject, carried)) return false;
  // Dataverse keeps whole seconds.
  const since = Math.floor(runStartedOn.getTime() / 1000) * 1000;
  return Date.parse(String(row.values.createdon)) >= since;
}

/** The records that fit a free row, by row id; only where there are several of them. */
async function recordsOfOneRow(
  sync: Sync,
  { index, taken }: RowsThere,
  all: () => AsyncIterable<Pick<Chunk, "records">>,
): Promise<ReadonlyMap<string, readonly Like[]>> {
  const likes = new Map<string, Like[]>();
  if (index.size <= taken.size) return likes;
  const joined = new Set(taken.values());
  for await (const { records } of all()) {
    sync.signal?.throwIfAborted();
    const ids = records.map((record) => record.id);
    const states = await linksByExternalId(sync.database, linkScope(sync), ids);
    const rowOf = new Map(states.map((link) => [link.externalId, link.recordId]));
    for (const record of records) {
      if (record.trouble) continue;
      const own = rowOf.get(record.id);
      const hasRow = own !== undefined || joined.has(record.id);
      for (const rowId of index.candidates(record)) {
        if (taken.has(rowId) || rowId === own) continue;
        const weakly = index.fitsWeakly(record, rowId);
        // Who has a row of her own claims no other; but an address that she has, too, is nobody else's.
        if (hasRow && !weakly) continue;
        const known = likes.get(rowId);
        if (!known) likes.set(rowId, [{ id: record.id, weakly }]);
        else if (!known.some(({ id }) => id === record.id)) known.push({ id: record.id, weakly });
      }
    }
  }
  for (const [rowId, { length }] of likes) if (length === 1) likes.delete(rowId);
  return likes;
}

/** Dataverse's clock and ours may differ by as much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Rows made since then, but for ours: those carry a record's id, or what we say of them. Without either, ours could not be told from
 * theirs.
 */
function rowsAddedSince(sync: Sync, since: Date): readonly string[] {
  const { columns, table } = sync;
  const column = columnOfCarriers(sync);
  if ((column === null && detailsLength(columns) === null) || !table.columns().createdon) return [];
  const from = new Date(since.getTime() - CLOCK_TOLERANCE_MS).toISOString();
  const filter = `${column === null ? "" : `${column} eq null and `}createdon ge ${from}`;
  return [queryPath(table.entitySet, columnsRead(sync), activeOnly(table.state, filter)!)];
}

/** Made for a record of this mapping. One that merely tells what became of a record is somebody else's: another system's, or a person's. */
function isOurs(sync: Sync, row: Row): boolean {
  const externalId = systemIn(detailsOf({ row }), scopeOf(sync))?.externalId;
  if (!externalId) return false;
  return row.id.toLowerCase() === rowIdFor(sync.connection.id, sync.mapping.systemObject, externalId);
}
