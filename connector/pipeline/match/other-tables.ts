import { associate } from "../../../core/match/associate";
import { DocumentError } from "../../../core/mapping/document";
import { columnOf } from "../../../core/mapping/lookup-path";
import type { OtherTable } from "../../../core/mapping/types";
import { writes } from "../../../core/plan/direction";
import type { IssueRef } from "../../../core/plan/types";
import type { SystemRecord } from "../../../core/records";
import { chunksOf, IN_CHUNK, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { guidLiteral } from "../../../core/odata/literal";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { TableMetadata } from "../../environment/table-metadata";
import { queueChange } from "../../state/changes";
import type { LoadedRecords } from "../load/loaded-records";
import { isUnattended, readCall, type Sync } from "../sync";
import { answerTo } from "./match-unlinked";
import { takenBy, type Pair } from "./pairs";
import { relatedIndex } from "./related-index";

type Usable = ConfiguredMapping & { readonly mapping: Exclude<ConfiguredMapping["mapping"], DocumentError> };

/**
 * A record has one row, in whichever table. One that is joined to a row of another table is left to that table's mapping, unless that row
 * became one of ours (a lead that was qualified is a contact now): then its link comes along. One of ours that became a row of another table
 * goes the other way. Null when somebody else holds one of the rows.
 */
export async function followToTable(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
): Promise<readonly Pair[] | null> {
  const taken = await takeOver(loaded, pairs);
  return taken && handOver(loaded, taken);
}

/**
 * Records that would get a row, though they are one of another table by its rules, get none. Where that table has an active mapping, it is
 * left to that one, and to its rules; where it has none, a person is told.
 */
export async function leaveToOtherTables(
  loaded: LoadedRecords,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  const { sync } = loaded;
  const { noMatch, otherTables = [] } = sync.mapping.policies;
  if (otherTables.length === 0 || noMatch !== "create" || !writes(sync.direction, "toDataverse"))
    return pairs;
  const lone = new Map<Pair, SystemRecord>();
  for (const pair of pairs) {
    const record = pair.externalId === null ? null : loaded.records.get(pair.externalId);
    const isNew = pair.rowId === null && !pair.stop && answerTo(sync, pair)?.kind !== "create";
    if (record && !record.deleted && !record.trouble && isNew) lone.set(pair, record);
  }
  if (lone.size === 0) return pairs;
  const stops = new Map<Pair, Pair>();
  for (const other of otherTables) {
    const active = (await mappingsOf(sync, other.table)).find(({ status }) => status === "active");
    const table = await sync.runtime.table(other.table, { counter: sync.counter });
    const records = [...lone].filter(([pair]) => !stops.has(pair)).map(([, record]) => record);
    const rules = active?.mapping.matchRules ?? other.matchRules;
    const index = await relatedIndex(sync, table, rules, records);
    const found = associate(records, index.active);
    for (const [pair, { id }] of lone)
      if (!stops.has(pair) && (found.get(id)?.kind ?? "none") !== "none")
        stops.set(pair, stopped(pair, active ? "LEFT_TO_OTHER_TABLE" : "FOUND_IN_OTHER_TABLE", other.table));
  }
  return pairs.map((pair) => stops.get(pair) ?? pair);
}

/** Records that are joined to a row of another table. */
async function takeOver(loaded: LoadedRecords, pairs: readonly Pair[]): Promise<readonly Pair[] | null> {
  const { sync } = loaded;
  const away = pairs.flatMap((pair) => {
    const row = pair.externalId === null ? null : loaded.rowElsewhere(pair.externalId);
    return row ? [{ pair, ...row }] : [];
  });
  if (away.length === 0) return pairs;
  const out = new Map<Pair, Pair>();
  for (const table of new Set(away.map((each) => each.table))) {
    const there = away.filter((each) => each.table === table);
    const heirs = await heirsOf(
      sync,
      sync.table,
      cameFrom(await mappingsOf(sync, table), sync.table.logicalName),
      there.map(({ recordId }) => recordId),
    );
    if (!(await loaded.take({ rowIds: [...heirs.values()].flat() }))) return null;
    for (const { pair, recordId } of there) {
      const [heir, ...others] = heirs.get(recordId) ?? [];
      const isOurs = heir !== undefined && others.length === 0 && loaded.row(heir) !== null;
      if (!isOurs) out.set(pair, stopped(pair, "LEFT_TO_OTHER_TABLE", table));
      else if ((takenBy(loaded, heir) ?? pair.externalId) !== pair.externalId)
        out.set(pair, { ...pair, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } });
      else out.set(pair, { externalId: pair.externalId!, rowId: heir, link: null, matched: true });
    }
  }
  return pairs.map((pair) => out.get(pair) ?? pair);
}

/** Rows that became rows of another table: its mapping is to look at their records. */
async function handOver(loaded: LoadedRecords, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  const { sync } = loaded;
  const over = pairs.filter(
    ({ externalId, link, rowId, stop }) =>
      !stop &&
      link !== null &&
      !loaded.endOf(link) &&
      externalId !== null &&
      rowId !== null &&
      loaded.row(rowId)?.active === false,
  );
  const out = new Map<Pair, Pair>();
  for (const { cameFrom: column, table } of sync.mapping.policies.otherTables ?? []) {
    if (column === undefined || over.length === 0) continue;
    const metadata = await sync.runtime.table(table, { counter: sync.counter });
    const heirs = await heirsOf(
      sync,
      metadata,
      [column],
      over.map(({ rowId }) => rowId!),
    );
    const gone = over.filter(({ rowId }) => heirs.has(rowId!));
    for (const pair of gone) out.set(pair, stopped(pair, "LEFT_TO_OTHER_TABLE", table));
    if (gone.length === 0 || !isUnattended(sync)) continue;
    const names = gone.map(({ externalId }) => ({ externalId: externalId! }));
    for (const { id, status } of await mappingsOf(sync, table))
      if (status === "active")
        await queueChange(sync.database, {
          ...{ environmentId: sync.runtime.environment.id, mappingId: id, why: "reconcile", names },
          correlationId: sync.correlationId,
        });
  }
  return pairs.map((pair) => out.get(pair) ?? pair);
}

function stopped(pair: Pair, code: IssueRef["code"], table: string): Pair {
  return { ...pair, stop: { outcome: "skipped", issue: { code, params: { table } } } };
}

/** The connection's other mappings of this object, to that table. */
async function mappingsOf(sync: Sync, table: string): Promise<readonly Usable[]> {
  const { connectionId, systemObject } = sync.mapping;
  const all = await sync.runtime.configuredMappings(readCall(sync));
  return all.filter(
    (each): each is Usable =>
      each.connectionId === connectionId &&
      each.systemObject === systemObject &&
      each.table === table &&
      !(each.mapping instanceof DocumentError),
  );
}

/** The lookups by which rows of `table` say which row of these mappings' table they came of. */
function cameFrom(mappings: readonly Usable[], table: string): readonly string[] {
  const rules = mappings.flatMap(({ mapping }): readonly OtherTable[] => mapping.policies.otherTables ?? []);
  return [...new Set(rules.flatMap((rule) => (rule.table === table ? (rule.cameFrom ?? []) : [])))];
}

/** Ids of the rows of a table that came of these, by the id of what they came of. @throws DataverseError */
async function heirsOf(
  sync: Sync,
  { columns, entitySet, primaryId }: TableMetadata,
  lookups: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const heirs = new Map<string, string[]>();
  for (const lookup of lookups.map(columnOf).filter((name) => columns()[name])) {
    const column = `_${lookup}_value`;
    const paths = chunksOf(ids, IN_CHUNK).map((some) =>
      queryPath(
        entitySet,
        [primaryId, column],
        some.map((id) => `${column} eq ${guidLiteral(id)}`).join(" or "),
      ),
    );
    for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
      if ("error" in answer) throw answer.error;
      for (const row of (answer.body.value ?? []) as readonly Json[]) {
        const from = String(row[column]).toLowerCase();
        heirs.set(from, [...(heirs.get(from) ?? []), String(row[primaryId]).toLowerCase()]);
      }
    }
  }
  return heirs;
}
