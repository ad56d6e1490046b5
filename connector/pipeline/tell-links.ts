import * as schema from "../../core/generated/schema";
import { linkId } from "../../core/ids/record-ids";
import type { DataverseError } from "../dataverse/dataverse-error";
import type { Json } from "../dataverse/json";
import { bind } from "../environment/rows";
import type { Result } from "./item";
import { concernsTheRecord } from "./problems";
import { rowStatus } from "./status";
import { ownCall, timestamp, type Sync } from "./sync";
import { fitted, speaker, spoken } from "./words";
import { writeBulk } from "./write-bulk";

const { columns, lookups, maxLength } = schema.link;

/** Who or what brought the record here last; nothing for an event, which nobody asked for. */
const OPERATION_KIND: Readonly<Record<Sync["door"], number | null>> = {
  run: schema.OperationKind.StartRun,
  event: null,
  resolve: schema.OperationKind.Resolve,
  push: schema.OperationKind.Push,
  pull: schema.OperationKind.Pull,
  preview: schema.OperationKind.Preview,
};

/** Whether the link has to say something new. When nothing happened, nothing is written. */
export function linkChanged(sync: Sync, result: Result): boolean {
  const { item, outcome, issue } = result;
  const hasRow = item.row !== null || result.wrote.dataverse !== null;
  if (result.externalId === null || result.rowId === null || !hasRow) return false;
  // Trouble of whoever asked, or of a whole system, is told to her; it says nothing about the record.
  if (issue && !concernsTheRecord(issue.code)) return false;
  if (item.link === null) return outcome !== "failed" && outcome !== "skipped";
  if (sync.door !== "run") return true;
  const written = result.wrote.dataverse !== null || result.wrote.system !== null;
  return written || item.link.recordId !== result.rowId || item.link.status !== statusOf(result);
}

/** Writes the links, by computed id: whoever writes one first, it is the same row. Gives what was wrong, by link id. */
export async function tellLinks(
  sync: Sync,
  results: readonly Result[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const now = timestamp(sync.clock);
  const rows = results
    .filter((result) => linkChanged(sync, result))
    .map((result) => ({ id: linkIdOf(sync, result), body: linkBody(sync, result, now) }));
  return writeBulk(sync.runtime.client, "UpsertMultiple", schema.link, rows, ownCall(sync));
}

export function linkIdOf(sync: Sync, result: Result): string {
  return result.item.link?.id ?? linkId(sync.connection.id, sync.mapping.systemObject, result.externalId!);
}

function statusOf(result: Result): number {
  return rowStatus(result.outcome, result.warnings, result.issue);
}

function linkBody(sync: Sync, result: Result, now: string): Json {
  const { connection, mapping, table } = sync;
  const externalId = result.externalId!;
  const told = result.issue ?? result.warnings[0];
  const problem = told ? spoken(told, speaker(sync, sync.lcid)) : null;
  const succeeded = ["created", "updated", "unchanged"].includes(result.outcome);
  const lookup = lookups[table.logicalName as "contact" | "account"];
  return {
    [schema.link.primaryId]: linkIdOf(sync, result),
    [columns.name]: externalId,
    [columns.externalid]: externalId,
    [columns.system]: schema.System[connection.adapter.system],
    [columns.systemobject]: mapping.systemObject,
    [columns.externalurl]: externalUrl(sync, externalId),
    [columns.table]: table.logicalName,
    [columns.recordid]: result.rowId!,
    [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connection.id})`,
    [`${lookups.mapping.nav}@odata.bind`]: `/${schema.mapping.entitySet}(${mapping.id})`,
    ...(lookup ? { [`${lookup.nav}@odata.bind`]: bind(table.logicalName, result.rowId!) } : {}),
    [columns.linkstatus]: statusOf(result),
    ...(succeeded ? { [columns.syncedon]: now } : {}),
    [columns.lastoperation]: OPERATION_KIND[sync.door],
    [columns.code]: problem?.code ?? null,
    [columns.message]: problem ? fitted(problem.message, maxLength.message) : null,
    [columns.nextstep]: problem ? fitted(problem.nextStep, maxLength.nextstep) : null,
    [columns.correlationid]: sync.correlationId,
  };
}

/** Where a person opens the record in the system; null when the system has no such place. */
export function externalUrl(sync: Pick<Sync, "connection">, externalId: string): string | null {
  return sync.connection.recordUrlTemplate?.replace("{id}", encodeURIComponent(externalId)) ?? null;
}
