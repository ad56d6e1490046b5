import { mapToSystem } from "../../../core/map/to-system";
import { hasValue } from "../../../core/map/types";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import type { Match } from "../../../core/match/types";
import { isEmpty } from "../../../core/values/empty";
import type { Row, SystemRecord, Value, Values } from "../../../core/records";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { nameLookups } from "./name-lookups";
import { chunksOf, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { selectOf, toRow } from "../../environment/rows";
import { activeOnly } from "../../tables/state-model";
import { CannotSyncError } from "../build/build-sync";
import type { Item } from "../item";
import { takenBy, type Pair } from "./pairs";
import { readCall, rowCall, systemCall, type Sync } from "../sync";
import type { LoadedRecords } from "../load/loaded-records";
import { able } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;
/** Searches in the system under way at a time: it bounds them itself, too. */
const SEARCHES_AT_A_TIME = 4;

type Stop = NonNullable<Item["stop"]>;

/**
 * Finds the other side of records and rows that have none: a person's answer first, then the match rules, in both
 * directions. Whoever could be meant is leased and read before anything is decided. Never a guess: several that fit end as an
 * issue. Null when somebody else holds one of them.
 */
export async function matchUnlinked(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
): Promise<readonly Pair[] | null> {
  const answered = await withAnswers(loaded, pairs);
  if (!answered) return null;
  const byRecords = await matchRecordsToRows(loaded, answered);
  if (!byRecords) return null;
  // A row that a record has just found is linked now.
  const found = new Set(byRecords.flatMap((pair) => (pair.externalId !== null ? (pair.rowId ?? []) : [])));
  const rest = byRecords.filter(
    (pair) => pair.externalId !== null || pair.rowId === null || !found.has(pair.rowId),
  );
  return matchRowsToRecords(loaded, rest);
}

/** "It is this row", "it is this record": as good as a match. @throws CannotSyncError LINK_TAKEN */
async function withAnswers(loaded: LoadedRecords, pairs: readonly Pair[]): Promise<readonly Pair[] | null> {
  if (!loaded.sync.answers) return pairs;
  const out: Pair[] = [];
  for (const pair of pairs) {
    const chosen = chosenPair(loaded, pair);
    if (!chosen) {
      out.push(pair);
      continue;
    }
    const { rowId, externalId } = chosen;
    if (!(await loaded.take({ rowIds: [rowId], externalIds: [externalId] }))) return null;
    const atRow = takenBy(loaded, rowId);
    const free =
      (atRow === null || atRow === externalId) &&
      (pair.externalId !== null || isFreeFor(loaded, externalId, rowId));
    // Nothing has happened: the question stays open, for another answer.
    if (!free) throw new CannotSyncError({ code: "LINK_TAKEN" });
    out.push({ externalId, rowId, link: loaded.linkOf({ externalId }), matched: true });
  }
  return out;
}

/** The two a person has said to be the same. */
function chosenPair(
  loaded: LoadedRecords,
  pair: Pair,
): { readonly externalId: string; readonly rowId: string } | null {
  const answer = answerTo(loaded.sync, pair);
  // An answer that came too late changes nothing: the two are joined as somebody, or an event, has joined them.
  const joined = pair.link !== null && !loaded.endOf(pair.link);
  if (answer?.kind !== "link" || joined) return null;
  const { externalId, rowId } = pair;
  if ("recordId" in answer)
    return externalId === null ? null : { externalId, rowId: answer.recordId.toLowerCase() };
  return rowId === null || externalId !== null ? null : { externalId: answer.externalId, rowId };
}

/** Whether the record may be joined to this row: it belongs to no other one that is still there. */
function isFreeFor(loaded: LoadedRecords, externalId: string, rowId: string): boolean {
  const link = loaded.linkOf({ externalId });
  const by = link && !loaded.endOf(link) ? link.recordId : loaded.carrierOf(externalId);
  return by === null || by === "" || by === rowId;
}

/** A person's word on this pair, under either of its names. */
export function answerTo(sync: Sync, { externalId, rowId }: Pick<Item, "externalId" | "rowId">) {
  return sync.answers?.get(externalId ?? "") ?? sync.answers?.get(rowId ?? "");
}

/** @param searched rows whose records in the system have been looked for already: no more than one was free */
async function matchRecordsToRows(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
  searched: ReadonlySet<string> = new Set(),
): Promise<readonly Pair[] | null> {
  const { sync } = loaded;
  const unlinked = new Map<string, SystemRecord>();
  for (const pair of pairs) {
    const record = pair.externalId === null ? null : (loaded.records.get(pair.externalId) ?? null);
    const wanted = !pair.stop && pair.rowId === null && answerTo(sync, pair)?.kind !== "create";
    if (record && !record.deleted && !record.trouble && wanted) unlinked.set(record.id, record);
  }
  if (unlinked.size === 0) return pairs;
  const records = [...unlinked.values()];
  const index = await rowsLike(sync, records);
  const fitting = new Set(records.flatMap((record) => index.candidates(record)));
  if (!(await loaded.take({ rowIds: [...fitting] }))) return null;
  const taken = [...fitting].flatMap((id) => {
    const by = takenBy(loaded, id);
    return by === null ? [] : [[id, by] as const];
  });
  const matches = matchRecords({
    rules: compileMatchRules(sync.mapping),
    records,
    rows: index,
    linked: new Map(taken),
  });
  const rows = [...matches.values()].flatMap((match) =>
    match.kind === "one" && !searched.has(match.rowId) ? (loaded.row(match.rowId) ?? []) : [],
  );
  const like = await leasedRecordsLike(loaded, rows);
  if (!like) return null;
  return pairs.map((pair) => {
    const match = pair.externalId !== null && unlinked.has(pair.externalId) && matches.get(pair.externalId);
    if (!match || match.kind === "none") return pair;
    if (match.kind !== "one") return { ...pair, stop: stopOf(match) };
    const { rowId } = match;
    // Deleted between the search and the reading: there is nobody to be joined to, and its id is not taken up again.
    if (loaded.isGone(rowId)) return pair;
    // Under a weak rule, records count that have rows of their own: an address that two have is nobody's.
    const weakly = index.fitsWeakly(unlinked.get(pair.externalId!)!, rowId);
    const { all = [], free = [] } = like.get(rowId) ?? {};
    const recordIds = [...new Set([pair.externalId!, ...(weakly ? all : free)])];
    // Another record, which has not been told of, fits the row as well.
    if (recordIds.length > 1) return { ...pair, stop: stopOf({ kind: "contested", rowId, recordIds }) };
    return { ...pair, rowId, matched: true };
  });
}

/** Ids of the system's records that are the same as a row: all of them, and those no row has. */
interface RecordsLike {
  readonly all: readonly string[];
  readonly free: readonly string[];
}

/** The system's records that are the same as these rows, by row id. Null when somebody else holds one of them. */
async function leasedRecordsLike(
  loaded: LoadedRecords,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, RecordsLike> | null> {
  const found = await allRecordsLike(loaded.sync, rows);
  if (!(await loaded.take({ externalIds: [...found.values()].flat().map(({ id }) => id) }))) return null;
  return new Map(
    [...found].map(([rowId, likes]) => {
      const all = likes.map(({ id }) => id);
      return [rowId, { all, free: all.filter((id) => isFree(loaded, id)) }];
    }),
  );
}

/** A record of the system that is the same as a row; `weakly`: they share no more than an address. */
interface Like {
  readonly id: string;
  readonly weakly: boolean;
}

/** The system's records that are the same as these rows, by row id; a few searches at a time. */
async function allRecordsLike(
  sync: Sync,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly Like[]>> {
  const found = new Map<string, readonly Like[]>();
  for (const some of chunksOf(rows, SEARCHES_AT_A_TIME)) {
    await Promise.all(
      some.map(async (row) => {
        found.set(row.id.toLowerCase(), await recordsLike(sync, row));
      }),
    );
  }
  return found;
}

/** Active rows that may be the same as these records: by one query for each record; all rows, where no query can say it. */
async function rowsLike(sync: Sync, records: readonly SystemRecord[]): Promise<RowIndex> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const filters = records.map((record) => candidateFilter(rules, record));
  const select = selectOf(table, requiredColumns(rules));
  if (filters.includes(null)) return allRows(sync, select);
  const paths = filters
    .filter((filter) => filter !== "none")
    .map((filter) => queryPath(table.entitySet, select, activeOnly(table.state, filter!)!));
  const index = createRowIndex(rules);
  const rows: Row[] = [];
  for (const chunk of chunksOf(paths, MAX_BATCH_REQUESTS)) {
    for (const answer of await sync.runtime.client.batch(chunk, readCall(sync))) {
      if ("error" in answer) throw answer.error;
      // More than one page fits: then all rows are compared.
      if (answer.body["@odata.nextLink"]) return allRows(sync, select);
      for (const json of (answer.body.value ?? []) as readonly Json[]) {
        const row = toRow(table, json);
        rows.push({ ...row, id: row.id.toLowerCase() });
      }
    }
  }
  for (const row of await nameLookups(sync, rules, rows)) index.add(row);
  return index;
}

/** Rules no query can express (phone numbers, web addresses) are compared with every active row. */
async function allRows(sync: Sync, select: readonly string[]): Promise<RowIndex> {
  const { mapping, runtime, table } = sync;
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const filter = activeOnly(table.state);
  const query = { select, ...(filter ? { filter } : {}), pageSize: PAGE_SIZE };
  for await (const page of runtime.client.pages(table.entitySet, query, rowCall(sync))) {
    const rows = page.map((json) => toRow(table, json));
    for (const row of await nameLookups(sync, rules, rows)) index.add({ ...row, id: row.id.toLowerCase() });
  }
  return index;
}

async function matchRowsToRecords(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
): Promise<readonly Pair[] | null> {
  const { sync } = loaded;
  const unlinked = pairs.flatMap((pair) => {
    const row = pair.rowId === null ? null : loaded.row(pair.rowId);
    const searched = !pair.stop && pair.externalId === null && answerTo(sync, pair)?.kind !== "create";
    return row && row.active !== false && searched ? [row] : [];
  });
  const candidates = await allRecordsLike(sync, unlinked);
  const all = [...new Set([...candidates.values()].flat().map(({ id }) => id))];
  if (!(await loaded.take({ externalIds: all }))) return null;

  const decided: Pair[] = [];
  const seenFromRecord = new Map<string, Pair>();
  for (const pair of pairs) {
    const found = (pair.externalId === null && candidates.get(pair.rowId ?? "")) || [];
    const fitting = found.map(({ id }) => id);
    const free = fitting.filter((id) => isFree(loaded, id));
    const [only] = free;
    if (fitting.length === 0) decided.push(pair);
    else if (only === undefined)
      decided.push({ ...pair, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } });
    else if (free.length > 1) decided.push({ ...pair, stop: ambiguous(free) });
    else if (fitting.length > 1 && found.some(({ id, weakly }) => id === only && weakly))
      decided.push({ ...pair, stop: ambiguous(fitting) });
    // One record fits this row; whether other rows fit the record as well is for the record to say.
    else
      seenFromRecord.set(only, {
        externalId: only,
        rowId: null,
        link: loaded.linkOf({ externalId: only }),
      });
  }
  const searched = new Set(unlinked.map((row) => row.id.toLowerCase()));
  const joined = await matchRecordsToRows(loaded, [...seenFromRecord.values()], searched);
  return joined && [...decided, ...joined];
}

/** The system's records that are the same as this row under the match rules. */
async function recordsLike(sync: Sync, row: Row): Promise<readonly Like[]> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const values = canonical(sync, row);
  if (Object.keys(values).length === 0) return [];
  const found = await able(object, "find")(values, systemCall(sync));
  const rules = compileMatchRules(sync.mapping);
  const index = createRowIndex(rules);
  for (const named of await nameLookups(sync, rules, [row])) index.add(named);
  return found
    .filter((record) => !record.trouble && index.candidates(record).length > 0)
    .map((record) => ({ id: record.id, weakly: index.fitsWeakly(record, row.id) }));
}

/** What the row would be in the system. */
function canonical(sync: Sync, row: Row): Values {
  const context = { columns: sync.columns, creating: false, owners: sync.owners };
  const values: Record<string, Value> = {};
  for (const line of sync.mapping.lines) {
    if (line.kind !== "field" || line.systemField === undefined) continue;
    const mapped = mapToSystem(line, row.values[line.column] ?? null, context, sync.systemFields);
    if (hasValue(mapped) && !isEmpty(mapped.value)) values[line.systemField] = mapped.value;
  }
  return values;
}

/** A record no row has; one whose row was deleted waits for whoever is added anew. */
function isFree(loaded: LoadedRecords, externalId: string): boolean {
  const link = loaded.linkOf({ externalId });
  if (!link) return loaded.carrierOf(externalId) === null;
  return loaded.endOf(link) === "deletedInDataverse";
}

/** Why a record cannot be joined by itself, and what it could be joined with. */
export function stopOf(match: Exclude<Match, { kind: "one" | "none" }>): Stop {
  switch (match.kind) {
    case "taken":
      return { outcome: "skipped", issue: { code: "LINK_TAKEN" } };
    case "several":
      return ambiguous(match.rowIds);
    case "contested":
      return { ...ambiguous(match.recordIds), candidates: [match.rowId] };
  }
}

function ambiguous(ids: readonly string[]): Stop {
  return {
    outcome: "skipped",
    issue: { code: "MATCH_AMBIGUOUS", params: { count: ids.length } },
    candidates: ids,
  };
}
