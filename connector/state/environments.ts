import type { Problem } from "../../core/operation/types";
import type { Sql } from "../database/database";

export type EnvironmentStatus = "connected" | "needsSignIn" | "paused" | "disconnected";

/** One Dataverse environment this connector serves. Secrets are kept apart ({@link ./secrets}). */
export interface Environment {
  readonly id: string;
  readonly url: string;
  readonly organizationId: string;
  /** systemuserid the connector works as. */
  readonly userId: string;
  readonly authority: string;
  readonly clientId: string;
  readonly status: EnvironmentStatus;
  readonly problem: Problem | null;
  /** When it was connected last; anything kept from before is out of date. */
  readonly connectedOn: Date;
}

/** A system joined to an environment; `id` is the wave_connection row. */
export interface ConnectionState {
  readonly environmentId: string;
  readonly id: string;
  readonly systemKey: string;
  readonly systemUrl: string;
  /** Whether the system tells us of changes. */
  readonly subscribed: boolean;
  /** When it was connected first, or again after it had been disconnected. Signing in again does not move it. */
  readonly since: Date;
}

const COLUMNS = `id, url, organization_id as "organizationId", user_id as "userId", authority, client_id as "clientId",
  status, problem, connected_on as "connectedOn"`;

export async function listEnvironments(sql: Sql): Promise<readonly Environment[]> {
  return sql.query<Environment>(`select ${COLUMNS} from wave_sync.environment order by connected_on, id`);
}

export async function findEnvironment(
  sql: Sql,
  by: { readonly id: string } | { readonly url: string } | { readonly organizationId: string },
): Promise<Environment | null> {
  const [column, value] =
    "id" in by ? ["id", by.id] : "url" in by ? ["url", by.url] : ["organization_id", by.organizationId];
  const rows = await sql.query<Environment>(
    `select ${COLUMNS} from wave_sync.environment where ${column}::text = $1 order by connected_on desc`,
    [value],
  );
  return rows[0] ?? null;
}

/** Adds the environment or brings it up to date. */
export async function saveEnvironment(
  sql: Sql,
  environment: Omit<Environment, "connectedOn">,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.environment (id, url, organization_id, user_id, authority, client_id, status, problem, contact_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, now())
     on conflict (id) do update set url = excluded.url, organization_id = excluded.organization_id, user_id = excluded.user_id,
       authority = excluded.authority, client_id = excluded.client_id, status = excluded.status, problem = excluded.problem,
       connected_on = now(), contact_on = now(), paused_on = null,
       paused_shown = false, disconnected_on = null`,
    [
      environment.id,
      environment.url,
      environment.organizationId,
      environment.userId,
      environment.authority,
      environment.clientId,
      environment.status,
      environment.problem === null ? null : JSON.stringify(environment.problem),
    ],
  );
}

export async function setEnvironmentStatus(
  sql: Sql,
  id: string,
  status: EnvironmentStatus,
  problem: Problem | null,
): Promise<void> {
  await sql.query(
    `update wave_sync.environment set status = $2, problem = $3::jsonb,
       disconnected_on = case when $2::text = 'disconnected' then coalesce(disconnected_on, now()) end where id = $1`,
    [id, status, problem === null ? null : JSON.stringify(problem)],
  );
}

export async function needsSignIn(sql: Sql, id: string): Promise<boolean> {
  return (await findEnvironment(sql, { id }))?.status === "needsSignIn";
}

/** Ids of the environments the connector is let into. */
export async function connectedEnvironments(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from wave_sync.environment where status = 'connected' order by id",
  );
  return rows.map((row) => row.id);
}

export async function listConnections(sql: Sql, environmentId: string): Promise<readonly ConnectionState[]> {
  return sql.query<ConnectionState>(
    `select environment_id as "environmentId", id, system_key as "systemKey", system_url as "systemUrl",
       subscription_id is not null as subscribed, since
     from wave_sync.connection where environment_id = $1 order by id`,
    [environmentId],
  );
}

/** Every address that a system may send events to, of environments that are disconnected too. */
export async function listSenders(
  sql: Sql,
): Promise<readonly Pick<ConnectionState, "environmentId" | "systemKey">[]> {
  return sql.query(
    `select environment_id as "environmentId", system_key as "systemKey" from wave_sync.connection`,
  );
}

/** @param anew it had been disconnected: what was made meanwhile is nothing new */
export async function saveConnection(
  sql: Sql,
  connection: Omit<ConnectionState, "subscribed" | "since">,
  anew = false,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.connection as known (environment_id, id, system_key, system_url) values ($1, $2, $3, $4)
     on conflict (environment_id, id) do update set system_key = excluded.system_key, system_url = excluded.system_url,
       since = case when $5 then now() else known.since end`,
    [connection.environmentId, connection.id, connection.systemKey, connection.systemUrl, anew],
  );
}

/** Remembers webhook steps that we registered (ids), beside those known already: disconnecting removes them. */
export async function rememberSteps(sql: Sql, id: string, steps: readonly string[]): Promise<void> {
  await sql.query(
    "update wave_sync.environment set steps_registered = steps_registered || $2::jsonb where id = $1",
    [id, JSON.stringify(steps)],
  );
}

/** After they have been removed. */
export async function forgetSteps(sql: Sql, id: string): Promise<void> {
  await sql.query("update wave_sync.environment set steps_registered = '[]' where id = $1", [id]);
}

/** The steps we have registered ourselves, in that order. */
export async function rememberedSteps(sql: Sql, id: string): Promise<readonly string[]> {
  const rows = await sql.query<{ steps: readonly string[] }>(
    "select steps_registered as steps from wave_sync.environment where id = $1",
    [id],
  );
  return rows[0]?.steps ?? [];
}
