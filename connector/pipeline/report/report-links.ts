import * as schema from "../../../core/generated/schema";
import { linkId } from "../../../core/ids/record-ids";
import { isStandIn } from "../../../core/ids/usable-id";
import type { DataverseError } from "../../dataverse/dataverse-error";
import type { Json } from "../../dataverse/json";
import { pointingTo } from "../../tables/our-lookups";
import { isLinked, type Result } from "../item";
import { concernsTheRecord, isSetAside } from "../problems";
import { statusOf } from "./status";
import { isUnattended, reportCall, type Sync } from "../sync";
import { timestamp } from "../../clock/timestamp";
import { speaker, spoken, withoutValues } from "./words";
import { fitted } from "../../../core/values/fitted";
import { recordUrl } from "../../../core/values/record-url";
import { writeBulk } from "../write/write-bulk";
import { writePointing } from "../write/write-pointing";

const { columns, lookups, maxLength } = schema.link;

/** Who or what brought the record here last; nothing for an event, which nobody asked for. */
const OPERATION_KIND: Readonly<Record<Sync["trigger"], number | null>> = {
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
  if (result.externalId === null || result.rowId === null) return false;
  if (result.end) return item.link !== null;
  // Trouble of whoever asked, or of a whole system, is told to her; it says nothing about the record.
  if (issue && !concernsTheRecord(issue.code, isUnattended(sync)))
    return isSetAside(result) && item.link!.status !== statusOf(sync, result);
  // Of a link that holds is told what is so, also when its row is gone.
  if (!isLinked(item)) return hasRow(result) && outcome !== "failed" && outcome !== "skipped";
  if (!isUnattended(sync)) return true;
  const written = result.wrote.dataverse !== null || result.wrote.system !== null;
  return written || item.link!.recordId !== result.rowId || item.link!.status !== statusOf(sync, result);
}

/** There is a row the link can point to. */
function hasRow({ item, wrote, removed }: Result): boolean {
  return removed !== "dataverse" && (item.row !== null || wrote.dataverse !== null);
}

/** Writes the links, by computed id: whoever writes one first, it is the same row. Gives what was wrong, by link id. */
export async function reportLinks(
  sync: Sync,
  results: readonly Result[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const now = timestamp(sync.clock);
  const changed = results.filter((result) => linkChanged(sync, result));
  await makeRoom(sync, changed);
  const rows = changed.map((result) => ({
    id: linkIdOf(sync, result),
    body: linkBody(sync, result, now),
  }));
  return writePointing(lookups, rows, (some) =>
    writeBulk(sync.runtime.client, "UpsertMultiple", schema.link, some, reportCall(sync)),
  );
}

/** A row has one link: one that has ended steps back before another takes its place. It stays, for whoever looks things up. */
async function makeRoom(sync: Sync, results: readonly Result[]): Promise<void> {
  const rows = results.flatMap(({ item, end }) =>
    item.former && !end
      ? [{ id: item.former.id, body: { [schema.link.primaryId]: item.former.id, [columns.recordid]: null } }]
      : [],
  );
  // One that somebody deleted is in nobody's way.
  await writeBulk(sync.runtime.client, "UpdateMultiple", schema.link, rows, reportCall(sync));
}

export function linkIdOf(sync: Sync, { item, externalId }: Result): string {
  const same = item.link?.externalId === externalId ? item.link : null;
  return same?.id ?? linkId(sync.connection.id, sync.mapping.systemObject, externalId!);
}

function linkBody(sync: Sync, result: Result, now: string): Json {
  const { connection, mapping, table } = sync;
  const externalId = result.externalId!;
  const told = result.issue ?? result.warnings[0] ?? (result.end ? { code: "UNLINKED" as const } : undefined);
  const problem = told ? spoken(withoutValues(told), speaker(sync, sync.lcid)) : null;
  const succeeded = ["created", "updated", "unchanged"].includes(result.outcome) && !result.end;
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
    ...(hasRow(result) ? pointingTo(lookups, { table: table.logicalName, id: result.rowId! }) : {}),
    [columns.linkstatus]: statusOf(sync, result),
    ...(succeeded ? { [columns.syncedon]: now } : {}),
    [columns.lastoperation]: OPERATION_KIND[sync.trigger],
    // What was not looked at is told as before.
    ...(result.uncured && !problem
      ? {}
      : {
          [columns.code]: problem?.code ?? null,
          [columns.message]: problem ? fitted(problem.message, maxLength.message) : null,
          [columns.nextstep]: problem ? fitted(problem.nextStep, maxLength.nextstep) : null,
        }),
    [columns.correlationid]: sync.correlationId,
  };
}

/** Where a person opens the record in the system; null when the system has no such place. */
export function externalUrl(
  { connection, mapping }: Pick<Sync, "connection" | "mapping">,
  externalId: string,
): string | null {
  if (connection.recordUrlTemplate === null || isStandIn(externalId)) return null;
  const url = recordUrl(connection.recordUrlTemplate, mapping.systemObject, externalId);
  return url === null || url.length > maxLength.externalurl ? null : url;
}
