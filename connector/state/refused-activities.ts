import type { Sql } from "../database/database";

/** What a system told of, as the engine's contract has it; the same key is the same activity. */
export interface KeptActivity {
  readonly kind: "activity" | "task";
  readonly told: { readonly key: string };
}

interface OfConnection {
  readonly environmentId: string;
  readonly connectionId: string;
}

/** Keeps what somebody was not let log, once, however often it is told. */
export async function keepRefused(
  sql: Sql,
  { connectionId, environmentId }: OfConnection,
  { kind, told }: KeptActivity,
  about: { readonly person: string; readonly recordId: string; readonly externalId: string },
): Promise<void> {
  await sql.query(
    `insert into wave_sync.refused_activity (environment_id, connection_id, key, kind, told, person, record_id, external_id)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
     on conflict (environment_id, connection_id, key) do update set told = excluded.told, person = excluded.person`,
    [
      ...[environmentId, connectionId, told.key, kind, JSON.stringify(told)],
      ...[about.person, about.recordId, about.externalId],
    ],
  );
}

/** An issue, and the names of the record that it is about. */
export interface AboutIssue {
  readonly issueId: string;
  readonly rowId: string | null;
  readonly externalId: string | null;
}

/**
 * What is kept, the oldest first: of a person as the system names her, or about a row. Where the row's issue names a person, of her alone.
 */
export async function refusedActivities(
  sql: Sql,
  { connectionId, environmentId }: OfConnection,
  of: { readonly ownerId: string } | AboutIssue,
): Promise<readonly KeptActivity[]> {
  const [which, values] =
    "ownerId" in of
      ? ["lower(kept.told->>'ownerId') = lower($3)", [of.ownerId]]
      : [
          `(kept.record_id = $3::uuid or kept.external_id = $5::text) and kept.person = coalesce((select field from wave_sync.issue
            where environment_id = $1 and issue_id = $4::uuid), kept.person)`,
          [of.rowId, of.issueId, of.externalId],
        ];
  return sql.query<KeptActivity>(
    `select kind, told from wave_sync.refused_activity kept
     where environment_id = $1 and connection_id = $2 and ${which} order by refused_on, key`,
    [environmentId, connectionId, ...values],
  );
}

/** It was logged, or there is nobody any more whom it is about. */
export async function forgetRefused(
  sql: Sql,
  { connectionId, environmentId }: OfConnection,
  key: string,
): Promise<void> {
  await sql.query(
    "delete from wave_sync.refused_activity where environment_id = $1 and connection_id = $2 and key = $3",
    [environmentId, connectionId, key],
  );
}
