import { nextBase } from "../../../core/plan/apply";
import { joinEntries, journalOf, type JournalEntry } from "../../../core/plan/journal";
import { stateHash } from "../../../core/sync/echo";
import type { FailureMemory } from "../../../core/sync/parked";
import type { RecordPlan } from "../../../core/plan/types";
import { withoutLines, type Base } from "../../../core/records";
import type { Sql } from "../../database/database";
import { forgetFailures, saveFailures } from "../../state/failures";
import { saveJournal, type Journalled } from "../../state/journal";
import { saveLinks, type EndReason, type LinkState, type NewLinkState } from "../../state/links";
import { endCreationIntents, endWriteIntents } from "../../state/write-intents";
import { rememberOwnWrites } from "../../state/own-writes";
import { savedBase } from "../write/write-intents";
import { createdBefore } from "./created-before";
import { isLinked, namesOf, type Item, type Result } from "../item";
import { personChangedOn } from "../load/person-changed-on";
import { doubtfulOwners } from "../plan";
import { withoutStamp } from "../../tables/stamp";
import { isQuiet } from "../problems";
import { linkScope, type Sync } from "../sync";
import { linkChanged } from "./report-links";

/** The names of a record among failures: under which one it failed may have been before it had the other. */
export function failureKeys(sync: Sync, item: Pick<Item, "externalId" | "rowId">): readonly string[] {
  const scope = `${sync.connection.id}/${sync.mapping.systemObject}`;
  return namesOf(item, sync.table.logicalName).map((name) => `${scope}/${name}`);
}

/**
 * Saves what follows from the results: bases, own writes, failures, intents, and for a run what it wrote. Belongs into the
 * transaction of the outcome.
 */
export async function saveResults(
  sql: Sql,
  sync: Sync,
  results: readonly Result[],
  isShared = false,
): Promise<void> {
  const environmentId = sync.runtime.environment.id;
  const states = results.map((result) => linkState(sync, result));
  await saveLinks(sql, linkScope(sync), states.flat());
  await endWriteIntents(
    sql,
    linkScope(sync),
    sync.table.logicalName,
    results.flatMap((result, at) => begunToEnd(result, states[at]!.length > 0)),
  );
  await rememberOwnWrites(
    sql,
    environmentId,
    sync.table.logicalName,
    results.flatMap(({ rowId, wrote }) =>
      rowId !== null && wrote.dataverse ? [{ recordId: rowId, values: wrote.dataverse }] : [],
    ),
    sync.columns,
    isShared ? { connectionId: sync.connection.id, on: sync.clock.now().toISOString() } : null,
  );
  await saveFailures(sql, environmentId, failuresOf(sync, results));
  await forgetFailures(sql, environmentId, settledKeys(sync, results));
  if (sync.runId)
    await saveJournal(
      sql,
      environmentId,
      sync.runId,
      results.flatMap((result) => [...journalled(result), ...createdBefore(result)]),
    );
  for (const [runId, entries] of ofOtherRuns(results)) await saveJournal(sql, environmentId, runId, entries);
  await endCreationIntents(sql, linkScope(sync), sync.table.logicalName, results.flatMap(createdOrGone));
}

/**
 * Rows that were there before and have a record now, whether we made it, or found it after its answer had got lost; and rows that are
 * gone, which get none.
 */
function createdOrGone({ item, externalId, outcome, plan, rowId }: Result): readonly string[] {
  if (outcome === "failed" || rowId === null) return [];
  const isGone = item.row === null && plan?.action !== "createRow";
  const linked = outcome !== "skipped" && externalId !== null && item.row !== null && item.link === null;
  return isGone || linked ? [rowId] : [];
}

/** Rows whose begun writes are over: what was written is saved, or nothing was. After a failure, nobody knows what arrived. */
function begunToEnd({ item, outcome, wrote }: Result, saved: boolean): readonly string[] {
  if (!item.begun || outcome === "failed") return [];
  const nothingNew =
    wrote.dataverse === null && wrote.system === null && sameBase(item.base, savedBase(item));
  return saved || nothingNew ? item.begun.recordIds : [];
}

function sameBase(one: Base | null, other: Base | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function linkState(sync: Sync, result: Result): readonly NewLinkState[] {
  const { item, plan, outcome, externalId, rowId, end } = result;
  if (externalId === null || rowId === null) return [];
  const names = { externalId, table: sync.table.logicalName, recordId: rowId };
  if (end)
    return outcome === "failed"
      ? []
      : [{ ...names, base: baseAtEnd(result, end), ended: end, ...marksAfter(sync, result) }];
  if (outcome === "failed" || outcome === "skipped" || !plan)
    return knownAlready(sync, result).map((base) => ({ ...names, base, ...marksAfter(sync, result) }));
  const base = baseAfter(sync, result, plan);
  const saved = savedBase(item);
  const same = saved !== null && sameBase(base, saved);
  if (same && !result.marked && !item.movedFrom) return [];
  return [{ ...names, base, ...marksAfter(sync, result) }];
}

/**
 * Where a run is taken back, both records go on, and somebody may take the link up again: what they agreed on still holds then, but
 * for what has gone back. Of a link that ends otherwise, no values are kept.
 */
function baseAtEnd({ item, plan }: Result, end: EndReason): Base | null {
  if (end !== "unlinked" || item.base === null) return null;
  const back = (plan?.fields ?? []).filter(({ verdict }) => verdict !== "leftOut").map(({ line }) => line);
  return withoutLines(item.base, back);
}

/**
 * Of a record that came to nothing, what has to be known all the same: what was written before something failed, which must not
 * pass for somebody's change the next time; our own mark on the row, which must not either; and that a link has followed a merge
 * to its new row. A row or record that belongs to another link has no base with this one.
 */
function knownAlready(sync: Sync, result: Result): readonly (Base | null)[] {
  const { item, plan, wrote, issue, marked } = result;
  if (issue?.code === "LINK_TAKEN") return [];
  const anything = wrote.system !== null || wrote.dataverse !== null;
  if (!isLinked(item) && !anything) return [];
  const base = plan && anything ? baseAfter(sync, result, plan) : item.base;
  if (item.movedFrom) return linkChanged(sync, result) ? [base] : [];
  if (base !== null && !sameBase(base, item.state?.base ?? null)) return [base];
  const ofThisPair = item.state?.recordId === item.rowId;
  return marked && ofThisPair ? [base] : [];
}

/** Nobody has typed into a row that we have just made. */
const NEVER = new Date(0).toISOString();

/** Our own mark moved the row's `modifiedon`: from now on only we know when a person changed it last. */
function marksAfter(sync: Sync, { item, marked }: Result): Pick<LinkState, "personOn" | "markedOn"> {
  const known = item.marks ?? item.state;
  if (!marked) return { personOn: known?.personOn ?? null, markedOn: known?.markedOn ?? null };
  const markedOn = sync.clock.now().toISOString();
  return { personOn: item.row === null ? NEVER : (personChangedOn(sync, item) ?? null), markedOn };
}

/** What went well, or was put right: an earlier failure says nothing any more. */
function settledKeys(sync: Sync, results: readonly Result[]): readonly string[] {
  return results
    .filter(({ outcome, issue }) => outcome !== "failed" && issue?.code !== "PARKED" && !isQuiet(issue?.code))
    .flatMap((result) => failureKeys(sync, result));
}

function failuresOf(sync: Sync, results: readonly Result[]): ReadonlyMap<string, FailureMemory> {
  return new Map(
    results.flatMap(({ item, memory }) => (memory ? [[failureKeys(sync, item)[0]!, memory] as const] : [])),
  );
}

/** What a run wrote to a pair, as far as it was really written. */
function journalled(result: Result): readonly Journalled[] {
  const { externalId, rowId, item } = result;
  if (externalId === null || rowId === null) return [];
  const entry = entryOf(result);
  const earlier = item.earlier;
  if (!entry && !earlier) return [];
  const whole = earlier && entry ? joinEntries(earlier, entry) : (entry ?? earlier!);
  return [{ recordId: rowId, externalId, entry: whole }];
}

/** What runs wrote that were interrupted before they could say so, by run. */
function ofOtherRuns(results: readonly Result[]): ReadonlyMap<string, readonly Journalled[]> {
  const runs = new Map<string, Journalled[]>();
  for (const { externalId, item, rowId: recordId } of results) {
    if (externalId === null || recordId === null) continue;
    for (const { entry, runId } of item.begun?.others ?? [])
      if (runId) runs.set(runId, [...(runs.get(runId) ?? []), { recordId, externalId, entry }]);
  }
  return runs;
}

function entryOf({ item, plan, wrote, end }: Result): JournalEntry | null {
  if (!plan || (!wrote.dataverse && !wrote.system)) return null;
  const fields = plan.fields.filter(
    ({ verdict }) =>
      (verdict === "writeDataverse" && wrote.dataverse !== null) ||
      (verdict === "writeSystem" && wrote.system !== null),
  );
  const joined = item.link === null && item.row !== null && item.system !== null && !end;
  return journalOf({ ...plan, fields }, joined);
}

/**
 * A person who could not own the new row is remembered as nobody: every further sync sees that the system names somebody, and
 * gives her the row once she is known, or says again that she is not.
 */
function baseAfter(sync: Sync, { item, wrote }: Result, plan: RecordPlan): Base {
  const base = nextBase(plan, item.base, {
    dataverse: wrote.dataverse !== null,
    system: wrote.system !== null,
  });
  if (plan.action !== "createRow") return base;
  const nobody = doubtfulOwners(item, sync).map(({ line }) => [line.id, null]);
  return nobody.length > 0 ? { ...base, system: { ...base.system, ...Object.fromEntries(nobody) } } : base;
}

/** What both sides look like: once that changes, a parked record is tried again. Our own marks do not count. */
export function stateOf({ row, system }: Item): string {
  const {
    modifiedon: _modified,
    modifiedby: _by,
    modifiedonbehalfby: _for,
    ...values
  } = withoutStamp(row?.values ?? {});
  return stateHash(system?.values ?? null, row ? values : null);
}
