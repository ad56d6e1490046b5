import type { Sql } from "../../../connector/database/database";
import { environmentsWithChanges } from "../../../connector/state/changes";
import { waitingOperations } from "../../../connector/state/operations";
import { waitingRuns } from "../../../connector/state/runs";

/** What the sweeper finds: work that nobody works on. */
export async function whatIsDue(sql: Sql) {
  return [
    ...(await waitingOperations(sql, 2_000)).map(({ id }) => ({ queue: "operations" as const, id })),
    ...(await waitingRuns(sql)).map(({ id }) => ({ queue: "runs" as const, id })),
    ...(await environmentsWithChanges(sql)).map((id) => ({ queue: "changes" as const, id })),
  ];
}

/** When something in the database is due: a lease that ends, a pause that is over. */
export async function nextDue(sql: Sql): Promise<number> {
  const rows = await sql.query<{ next: Date | null }>(
    `select min(due) as next from (
       select greatest(due_on, coalesce(lease_until, due_on)) as due from wave_sync.change
       union all select coalesce(lease_until, taken_on + interval '2 seconds') from wave_sync.operation where ended_on is null
       union all select coalesce(lease_until, created_on) from wave_sync.run where ended_on is null) as waiting`,
  );
  return rows[0]?.next?.getTime() ?? Infinity;
}
