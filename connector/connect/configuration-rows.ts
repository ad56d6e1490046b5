import * as schema from "../../core/generated/schema";
import { uuidV5 } from "../../core/ids/uuid-v5";
import { serializeFieldMap } from "../../core/mapping/schema/field-map";
import { serializeMatchRules } from "../../core/mapping/schema/match-rules";
import { serializePolicies } from "../../core/mapping/schema/policies";
import type { ConflictPolicy, DeletePolicy, Direction } from "../../core/mapping/types";
import type { DataverseClient } from "../dataverse/client";
import { timestamp } from "../clock/timestamp";
import { fitted } from "../../core/values/fitted";
import { USUAL_MINUTES } from "../environment/interval";
import type { SystemModule } from "../systems/contract/system";

const DIRECTION: Readonly<Record<Direction, number>> = {
  both: schema.Direction.Both,
  toDataverse: schema.Direction.ToDataverse,
  toSystem: schema.Direction.ToSystem,
};

const DELETE: Readonly<Record<DeletePolicy, number>> = {
  deactivate: schema.DeletePolicy.Deactivate,
  delete: schema.DeletePolicy.Delete,
  keep: schema.DeletePolicy.Keep,
};

const CONFLICT: Readonly<Record<ConflictPolicy, number>> = {
  system: schema.ConflictPolicy.System,
  dataverse: schema.ConflictPolicy.Dataverse,
  newest: schema.ConflictPolicy.Newest,
  ask: schema.ConflictPolicy.Ask,
};

/** The connection of a system in an organisation: computed, so that connecting again meets the same row. */
export function connectionIdFor(organizationId: string, system: SystemModule): string {
  return uuidV5(organizationId, `connection:${system.key}`);
}

/** Writes wave_connection as connected, with the user that the connector works as (`userId`). */
export async function writeConnection(
  client: DataverseClient,
  id: string,
  system: SystemModule,
  settings: unknown,
  userId: string,
): Promise<void> {
  const { columns, maxLength } = schema.connection;
  const now = timestamp();
  await client.upsert(schema.connection.entitySet, id, {
    [columns.name]: system.system,
    [columns.system]: schema.System[system.system],
    [columns.connectionstatus]: schema.ConnectionStatus.Connected,
    [columns.systemurl]: system.systemUrl(settings),
    [columns.recordurltemplate]: system.recordUrlTemplate(settings),
    [columns.integrationuser]: fitted(await nameOfUser(client, userId), maxLength.integrationuser),
    [columns.connectedon]: now,
    [columns.lastcontacton]: now,
    [columns.code]: null,
    [columns.message]: null,
    [columns.nextstep]: null,
  });
}

/** Whom the connector works as: her email address, or the name of an application's user, which has none. */
async function nameOfUser(client: DataverseClient, userId: string): Promise<string> {
  const user = await client.retrieve("systemusers", userId, ["internalemailaddress", "fullname"]);
  return String(user?.internalemailaddress || user?.fullname || "");
}

export interface SeededMapping {
  readonly id: string;
  readonly systemObject: string;
  readonly table: string;
  readonly direction: Direction;
  /** False for one that rests: it was not switched on, or somebody has paused it. */
  readonly active: boolean;
}

/**
 * Adds the system's default mappings where they are not there yet; mappings that exist already aren't changed.
 * @param rest the new ones are drafts, whatever they usually begin as
 */
export async function seedMappings(
  client: DataverseClient,
  connectionId: string,
  system: SystemModule,
  rest = false,
): Promise<readonly SeededMapping[]> {
  const defaults = system.defaultMappings({
    connectionId,
    mappingId: (systemObject, table) => uuidV5(connectionId, `mapping:${systemObject}:${table}`),
  });
  const { columns, lookups, entitySet, primaryId } = schema.mapping;
  const seeded: SeededMapping[] = [];
  for (const { name, mapping, scheduleMinutes = USUAL_MINUTES, startsAs } of defaults) {
    const known = await client.retrieve(entitySet, mapping.id, [columns.mappingstatus]);
    const status = rest || startsAs ? schema.MappingStatus.Draft : schema.MappingStatus.Active;
    const { id, systemObject, table, direction } = mapping;
    const active = (known ? known[columns.mappingstatus] : status) === schema.MappingStatus.Active;
    seeded.push({ id, systemObject, table, direction, active });
    if (known) continue;
    const { lines, externalIdColumn, matchRules, policies } = mapping;
    await client.upsert(entitySet, mapping.id, {
      [primaryId]: mapping.id,
      [columns.name]: name,
      [columns.systemobject]: mapping.systemObject,
      [columns.table]: mapping.table,
      [columns.direction]: DIRECTION[mapping.direction],
      [columns.mappingstatus]: status,
      [columns.fieldmap]: serializeFieldMap({ lines, ...(externalIdColumn ? { externalIdColumn } : {}) }),
      [columns.matchrules]: serializeMatchRules(matchRules),
      [columns.policies]: serializePolicies(policies),
      [columns.conflictpolicy]: CONFLICT[lines[0]?.conflict ?? "ask"],
      [columns.systemdeletepolicy]: DELETE[policies.onSystemDelete],
      [columns.dataversedeletepolicy]: DELETE[policies.onDataverseDelete],
      [columns.scheduleminutes]: scheduleMinutes,
      [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connectionId})`,
    });
  }
  return seeded;
}

/** Writes wave_connection as disconnected. */
export async function markDisconnected(client: DataverseClient, id: string): Promise<void> {
  await client.update(schema.connection.entitySet, id, {
    [schema.connection.columns.connectionstatus]: schema.ConnectionStatus.Disconnected,
  });
}
