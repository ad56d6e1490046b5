import * as schema from "../../../../core/generated/schema";
import type { End } from "../invariants";

/** Nothing is left behind: no record to look at, no lease, no operation or run that still says it is running. */
export async function checkEnded({ world }: End): Promise<readonly string[]> {
  const wrong: string[] = [];
  const rows = await world.sql.query<{ what: string; count: number }>(
    `select 'records to look at' as what, count(*)::int as count from wave_sync.change
     union all select 'record leases', count(*)::int from wave_sync.record_lease where until > now()
     union all select 'open operations', count(*)::int from wave_sync.operation where ended_on is null
     union all select 'open runs', count(*)::int from wave_sync.run where ended_on is null`,
  );
  for (const { what, count } of rows) if (count > 0) wrong.push(`Left behind: ${count} ${what}.`);
  // Of a call that did not get through the person was told; nothing more comes of the row she made for it.
  const taken = await world.sql.query<{ id: string }>("select id from wave_sync.operation");
  const ids = new Set(taken.map(({ id }) => id));
  const running = (table: string, column: string, statuses: readonly number[]) =>
    world.store
      .rows(table)
      .filter((row) => statuses.includes(Number(row.values[column])))
      .filter((row) => table !== "wave_operation" || ids.has(row.id)).length;
  const { OperationStatus, RunStatus } = schema;
  const operations = running("wave_operation", schema.operation.columns.operationstatus, [
    OperationStatus.Queued,
    OperationStatus.Running,
  ]);
  const runs = running("wave_run", schema.run.columns.runstatus, [RunStatus.Queued, RunStatus.Running]);
  if (operations > 0) wrong.push(`Left behind: ${operations} operation(s) shown as running for ever.`);
  if (runs > 0) wrong.push(`Left behind: ${runs} run(s) shown as running for ever.`);
  return wrong;
}
