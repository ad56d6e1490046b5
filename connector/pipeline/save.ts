import * as schema from "../../core/generated/schema";
import { nextBase } from "../../core/plan/apply";
import { stateHash } from "../../core/sync/echo";
import { rememberFailure, type FailureMemory } from "../../core/sync/parked";
import type { RecordPlan } from "../../core/plan/types";
import type { Base } from "../../core/records";
import type { Sql } from "../database/database";
import { endIntent } from "../state/intents";
import { failuresOf, forgetFailures, saveFailures } from "../state/failures";
import { saveLinks, type LinkState } from "../state/links";
import { rememberOwnWrites } from "../state/own-writes";
import { nameOf, type Item, type Result } from "./item";
import { doubtfulOwners } from "./plan";
import { linkScope, type Sync } from "./sync";
import { intentScope } from "./write-system";

/** The name of a record among failures. */
export function failureKey(sync: Sync, item: Pick<Item, "externalId" | "rowId">): string {
  return `${sync.connection.id}/${sync.mapping.systemObject}/${nameOf(item, sync.table.logicalName)}`;
}

/** Saves what follows from the results: bases, own writes, failures, intents. Belongs into the transaction of the outcome. */
export async function saveResults(sql: Sql, sync: Sync, results: readonly Result[]): Promise<void> {
  const environmentId = sync.runtime.environment.id;
  await saveLinks(
    sql,
    linkScope(sync),
    results.flatMap((result) => linkState(sync, result)),
  );
  await rememberOwnWrites(
    sql,
    environmentId,
    sync.table.logicalName,
    results.flatMap(({ rowId, wrote }) =>
      rowId !== null && wrote.dataverse ? [{ recordId: rowId, values: wrote.dataverse }] : [],
    ),
    sync.columns,
  );
  await saveFailures(sql, environmentId, await failuresNow(sql, sync, results));
  await forgetFailures(
    sql,
    environmentId,
    results
      .filter((result) => result.outcome !== "failed" && result.issue?.code !== "PARKED")
      .map((result) => failureKey(sync, result.item)),
  );
  for (const { plan, rowId, wrote } of results) {
    if (plan?.action === "createSystemRecord" && wrote.system)
      await endIntent(sql, intentScope(sync, rowId!));
  }
}

function linkState(sync: Sync, result: Result): readonly LinkState[] {
  const { item, plan, outcome, externalId, rowId } = result;
  if (!plan || externalId === null || rowId === null || outcome === "failed" || outcome === "skipped")
    return [];
  const base = baseAfter(sync, result, plan);
  if (item.base && JSON.stringify(base) === JSON.stringify(item.base)) return [];
  return [{ externalId, table: sync.table.logicalName, recordId: rowId, base }];
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

async function failuresNow(
  sql: Sql,
  sync: Sync,
  results: readonly Result[],
): Promise<ReadonlyMap<string, FailureMemory>> {
  const failed = results.filter((result) => result.outcome === "failed" && result.issue);
  const keys = failed.map((result) => failureKey(sync, result.item));
  const before = await failuresOf(sql, sync.runtime.environment.id, keys);
  const now = new Map<string, FailureMemory>();
  failed.forEach(({ item, issue }, at) => {
    const memory = rememberFailure(before.get(keys[at]!) ?? null, {
      code: issue!.code,
      state: stateOf(item),
    });
    if (memory) now.set(keys[at]!, memory);
  });
  return now;
}

/** What both sides look like: once that changes, a parked record is tried again. Our own marks do not count. */
export function stateOf(item: Item): string {
  const { syncstatus, syncedon } = schema.contact.columns;
  const { [syncstatus]: _status, [syncedon]: _on, modifiedon: _modified, ...values } = item.row?.values ?? {};
  return stateHash(item.system?.values ?? null, item.row ? values : null);
}
