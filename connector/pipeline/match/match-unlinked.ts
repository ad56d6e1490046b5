import { compileMatchRules, type CompiledGroup } from "../../../core/match/compile";
import { fitsByAlone } from "../../../core/match/by-alone";
import { matchRecords } from "../../../core/match/match-records";
import type { Match } from "../../../core/match/types";
import type { Row, SystemRecord } from "../../../core/records";
import { CannotSyncError } from "../build/build-sync";
import type { Item } from "../item";
import type { LoadedRecords } from "../load/loaded-records";
import { linksByExternalId } from "../../state/links";
import { isUnattended, linkScope, type Sync } from "../sync";
import { takenBy, type Pair } from "./pairs";
import { isListed } from "./record-list";
import { hasRivals, haveComeMeanwhile } from "./rivals";

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
  if (loaded.rowElsewhere(externalId)) return false;
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
  const index = await loaded.candidates.rowsLike(records);
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
  const alone = records.filter(({ id }) => matches.get(id)?.kind === "none");
  const rivals = await hasRivals(sync);
  if ((sync.trigger === "event" || rivals) && !(await areNobodysYet(loaded, alone))) return null;
  if (rivals && (await haveComeMeanwhile(loaded, alone, index))) return null;
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
    // Whoever linked it meant another row: that is told where the row is looked at.
    if (isLinkedElsewhere(loaded, pair.externalId!, rowId)) return pair;
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

/**
 * Nobody is about to link these. Whoever has just created one of them may not have said so yet, and the row it was made from may have
 * been merged or edited since: then the event of the creation finds no row, and must not make another.
 */
async function areNobodysYet(loaded: LoadedRecords, records: readonly SystemRecord[]): Promise<boolean> {
  if (records.length === 0) return true;
  const { sync } = loaded;
  const { groups } = compileMatchRules(sync.mapping);
  const keys = records.flatMap((record) =>
    groups.flatMap((group) =>
      group.weak ? [] : group.recordKeys(record).map((key) => likenessKey(group, key)),
    ),
  );
  if (!(await loaded.claim(keys))) return false;
  const ids = records.map(({ id }) => id);
  const links = await linksByExternalId(sync.database, linkScope(sync), ids);
  return links.every(({ ended, externalId }) => ended !== null || loaded.stateOf(externalId) !== null);
}

/** What records and rows that are the same have in common under a group of the match rules, whichever mapping's it is. */
const likenessKey = ({ conditions }: CompiledGroup, key: string) =>
  `${conditions.map(({ column, comparison }) => `${column} ${comparison}`).join()} ${key}`;

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
  const found = await loaded.candidates.recordsLike(rows);
  if (!(await loaded.take({ externalIds: [...found.values()].flat().map(({ id }) => id) }))) return null;
  return new Map(
    [...found].map(([rowId, likes]) => {
      const all = likes.map(({ id }) => id);
      return [rowId, { all, free: all.filter((id) => isFree(loaded, id)) }];
    }),
  );
}

async function matchRowsToRecords(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
): Promise<readonly Pair[] | null> {
  const { sync } = loaded;
  const unlinked = pairs.flatMap((pair) => {
    const row = pair.rowId === null ? null : loaded.row(pair.rowId);
    const searched = !pair.stop && pair.externalId === null && answerTo(sync, pair)?.kind !== "create";
    // By themselves inactive rows go nowhere; one that a person sends is looked for like any other.
    const goes = row?.active !== false || !isUnattended(sync);
    return row && goes && searched ? [row] : [];
  });
  const keys = keysOf(sync);
  if (!(await loaded.claim(unlinked.flatMap((row) => keys(row).map(({ key }) => key))))) return null;
  const candidates = await loaded.candidates.recordsLike(unlinked);
  const all = [...new Set([...candidates.values()].flat().map(({ id }) => id))];
  if (!(await loaded.take({ externalIds: all }))) return null;

  const lonely = unlinked.filter((row) => candidates.get(row.id.toLowerCase())?.length === 0);
  const doubled = namesakes(sync, lonely);
  const decided: Pair[] = [];
  const seenFromRecord = new Map<string, Pair>();
  const sought = new Map<string, Pair>();
  for (const pair of pairs) {
    const listed = (pair.externalId === null && candidates.get(pair.rowId ?? "")) || [];
    // A list may name records that are gone by now: nobody is joined to those.
    const found = isListed(sync) ? listed.filter(({ id }) => loaded.records.get(id) !== null) : listed;
    const fitting = found.map(({ id }) => id);
    const unlinkedHere = fitting.filter((id) => isFree(loaded, id));
    const elsewhere = unlinkedHere.filter((id) => isLinkedElsewhere(loaded, id, pair.rowId!));
    const free = unlinkedHere.filter((id) => !elsewhere.includes(id));
    const [only] = free;
    if (fitting.length === 0) decided.push({ ...pair, ...doubled.get(pair.rowId ?? "") });
    else if (only === undefined)
      decided.push({ ...pair, stop: whyNone(loaded, loaded.row(pair.rowId!)!, fitting, elsewhere) });
    else if (free.length > 1) decided.push({ ...pair, stop: ambiguous(free) });
    // Records find active rows only: whether this one is an inactive row's is for a person to say.
    else if (loaded.row(pair.rowId!)?.active === false) decided.push({ ...pair, stop: ambiguous(free) });
    else if (fitting.length > 1 && found.some(({ id, weakly }) => id === only && weakly))
      decided.push({ ...pair, stop: ambiguous(fitting) });
    // One record fits this row; whether other rows fit the record as well is for the record to say.
    else {
      sought.set(only, pair);
      seenFromRecord.set(only, {
        externalId: only,
        rowId: null,
        link: loaded.linkOf({ externalId: only }),
      });
    }
  }
  const searched = new Set(unlinked.map((row) => row.id.toLowerCase()));
  const joined = await matchRecordsToRows(loaded, [...seenFromRecord.values()], searched);
  return joined && [...decided, ...joined.map((pair) => (isAlone(pair) ? busy(sought, pair) : pair))];
}

function isAlone({ rowId, stop }: Pair): boolean {
  return rowId === null && !stop;
}

/**
 * The row that found this record is not what it was any more: merged, deleted, edited at this very moment. It is looked at again;
 * nobody has asked for another row of this record.
 */
function busy(sought: ReadonlyMap<string, Pair>, { externalId }: Pair): Pair {
  return { ...sought.get(externalId!)!, stop: { outcome: "failed", issue: { code: "RECORD_BUSY" } } };
}

/** A record no row has; one whose row was deleted waits for whoever is added anew. */
function isFree(loaded: LoadedRecords, externalId: string): boolean {
  if (loaded.rowElsewhere(externalId)) return false;
  const link = loaded.linkOf({ externalId });
  if (!link) return loaded.carrierOf(externalId) === null;
  return loaded.endOf(link) === "deletedInDataverse";
}

/**
 * Rows that no record fits, and that are the same as another one of them: the oldest gets the record, and to the others it belongs as
 * little as if it had been there before.
 */
function namesakes(sync: Sync, rows: readonly Row[]): ReadonlyMap<string, Pick<Pair, "stop">> {
  const keysOfRow = keysOf(sync);
  const age = ({ values }: Row) => Date.parse(String(values.createdon)) || 0;
  const claimed = new Set<string>();
  const stops = new Map<string, Pick<Pair, "stop">>();
  for (const row of [...rows].sort((a, b) => age(a) - age(b))) {
    const keys = keysOfRow(row);
    const same = keys.filter(({ key }) => claimed.has(key));
    if (same.length > 0) stops.set(row.id.toLowerCase(), { stop: taken(same.every(({ byName }) => byName)) });
    else for (const { key } of keys) claimed.add(key);
  }
  return stops;
}

/** What a row is recognised by; an address alone says nothing. */
function keysOf({ mapping, table }: Sync): (row: Row) => readonly { key: string; byName: boolean }[] {
  const { groups } = compileMatchRules(mapping);
  return (row) =>
    groups.flatMap((group) => {
      const key = group.weak ? null : group.rowKey(row);
      const byName = group.conditions.every(({ column }) => column === table.primaryName);
      return key === null ? [] : [{ key: likenessKey(group, key), byName }];
    });
}

function taken(byName: boolean): Stop {
  return { outcome: "skipped", issue: { code: byName ? "NAME_TAKEN" : "LINK_TAKEN" } };
}

/**
 * The record says that it stands for something else than this row, and no link of ours, held or ended, says what: another program has
 * linked it.
 */
function isLinkedElsewhere(loaded: LoadedRecords, externalId: string, rowId: string): boolean {
  const madeFor = loaded.records.get(externalId)?.madeFor;
  return madeFor !== undefined && madeFor !== rowId.toLowerCase() && loaded.linkOf({ externalId }) === null;
}

/** Why none of the records that fit a row is its own: another program's, of another row's name, or another row's. */
function whyNone(
  loaded: LoadedRecords,
  row: Row,
  fitting: readonly string[],
  elsewhere: readonly string[],
): Stop {
  const { records, sync } = loaded;
  const tables = fitting.map((id) => loaded.rowElsewhere(id)?.table);
  if (tables[0] !== undefined && !tables.includes(undefined))
    return { outcome: "skipped", issue: { code: "LEFT_TO_OTHER_TABLE", params: { table: tables[0] } } };
  if (elsewhere.length > 0)
    return { outcome: "skipped", issue: { code: "LINKED_ELSEWHERE" }, candidates: elsewhere };
  const rules = compileMatchRules(sync.mapping);
  const byName = fitting.every((id) => {
    const record = records.get(id);
    return record ? fitsByAlone(sync.table.primaryName, rules, record, row) : false;
  });
  return taken(byName);
}

/** Why a record cannot be joined by itself, and what it could be joined with. */
function stopOf(match: Exclude<Match, { kind: "one" | "none" }>): Stop {
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
