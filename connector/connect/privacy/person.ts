import { randomUUID } from "node:crypto";
import { normaliseGuid } from "../../../core/values/guid";
import type { Json } from "../../dataverse/json";
import type { WorkParts } from "../../environment/work-parts";
import { keepLease } from "../../work/heartbeat";
import { findEnvironment, listEnvironments, type Environment } from "../../state/environments";
import { knownMappings } from "../../state/known-mappings";
import { eraseHeld, hasOpenOperation, heldOf, pairsOf, type Held, type Names } from "../../state/privacy";
import {
  giveBackRecords,
  leaseAllRecords,
  recordKeys,
  releaseRecords,
  renewRecordLeases,
} from "../../state/record-leases";
import { AdminError } from "../admin-error";
import { explain } from "../explain";
import { narrowed } from "./narrow";
import { eraseOwnRows, OWN_TABLES, ownRowsOf, type OwnRows, type OwnTable } from "./rows";

export type PrivacyParts = Pick<WorkParts, "database" | "environments" | "logger" | "clock" | "stopping">;

/** Whose data: a row's id or a system's id of her record. */
export interface PersonRequest {
  readonly record: string;
  /** May be left out while there is one environment. */
  readonly environmentId?: string;
}

/** All that is held of a person. See docs/privacy.md. */
export interface PersonExport {
  readonly environmentId: string;
  readonly rowIds: readonly string[];
  readonly externalIds: readonly string[];
  /** By table of the connector's database. */
  readonly connector: Held;
  /** Rows of ours by table; null: the environment is disconnected and could not be asked. */
  readonly dynamics: OwnRows | null;
}

/** How many rows were erased, by table. */
export interface PersonErased {
  readonly environmentId: string;
  readonly connector: Readonly<Record<string, number>>;
  readonly dynamics: Readonly<Record<OwnTable, number>> | null;
}

/** How long a person's record may be in use before whoever asked is told to come back. */
const PATIENCE_MS = 15_000;

/** @throws AdminError 404, 409, 502 */
export async function exportPerson(parts: PrivacyParts, request: PersonRequest): Promise<PersonExport> {
  const person = await personOf(parts, request);
  const { rowIds, externalIds, environmentId } = person.names;
  const held = await heldOf(parts.database, person.names);
  // An operation may be about others too.
  const asked = (row: object) => ({
    ...row,
    request: JSON.parse(
      String(narrowed(JSON.stringify((row as { request: unknown }).request), person.names)),
    ),
  });
  const { request: wanted, result } = OWN_TABLES.wave_operation.columns;
  const told = (row: Json) => ({
    ...row,
    [wanted]: narrowed(row[wanted], person.names),
    [result]: narrowed(row[result], person.names),
  });
  return {
    environmentId,
    rowIds,
    externalIds,
    connector: { ...held, operation: held.operation!.map(asked) },
    dynamics: person.rows && { ...person.rows, wave_operation: person.rows.wave_operation.map(told) },
  };
}

/**
 * Erases all that is held of a person, here and in rows of ours in Dynamics; never her contact, nor the system's record.
 * Nobody works on her record meanwhile. Done again, it goes on where it was interrupted. @throws AdminError 404, 409, 502
 */
export async function forgetPerson(parts: PrivacyParts, request: PersonRequest): Promise<PersonErased> {
  const { database, clock, logger } = parts;
  const before = await personOf(parts, request);
  const { environmentId } = before.names;
  const keys = await keysOf(parts, before.names);
  const owner = `forget ${randomUUID()}`;
  const beat = keepLease(
    "a person",
    async () => {
      await renewRecordLeases(database, owner);
      return true;
    },
    parts.stopping,
    clock,
  );
  try {
    await renewRecordLeases(database, owner);
    const patience = AbortSignal.any([beat.signal, AbortSignal.timeout(PATIENCE_MS)]);
    await leaseAllRecords(database, environmentId, keys, owner, patience, clock).catch((error: unknown) => {
      throw patience.aborted && !beat.signal.aborted ? new AdminError(409, "PERSON_IN_USE") : error;
    });
    if (await hasOpenOperation(database, before.names)) throw new AdminError(409, "PERSON_IN_USE");
    // Looked for once more: what ended meanwhile left its own traces.
    const { names, rows } = await personOf(parts, request);
    const dynamics = rows && (await eraseRows(parts, environmentId, rows));
    const connector = await database.transaction(async (sql) => {
      const erased = await eraseHeld(sql, names);
      await giveBackRecords(sql, environmentId, keys, owner);
      return erased;
    });
    const sum = (counts: object) => Object.values(counts).reduce((all: number, one: number) => all + one, 0);
    logger.info("What was held of a person was erased", {
      environmentId,
      records: sum(connector) + sum(dynamics ?? {}),
    });
    return { environmentId, connector, dynamics };
  } finally {
    beat.end();
    await releaseRecords(database, owner);
  }
}

interface Person {
  readonly names: Names;
  readonly rows: OwnRows | null;
}

/** A person by all her names: what links say she is called on the other side, and what rows of ours in Dynamics say. */
async function personOf(parts: PrivacyParts, { record, environmentId }: PersonRequest): Promise<Person> {
  const environment = await environmentOf(parts, environmentId);
  const guid = normaliseGuid(record);
  const given: Names = {
    environmentId: environment.id,
    rowIds: guid === null ? [] : [guid],
    externalIds: [record],
  };
  const known = withNames(given, await pairsOf(parts.database, given));
  if (environment.status === "disconnected") return { names: known, rows: null };
  return asking(parts, environment, async (client) => {
    const first = await ownRowsOf(client, known, CALL);
    const { columns } = OWN_TABLES.wave_link;
    const names = withNames(
      known,
      first.wave_link.map((link) => ({
        rowId: String(link[columns.recordid]),
        externalId: String(link[columns.externalid]),
      })),
    );
    const more =
      names.rowIds.length + names.externalIds.length > known.rowIds.length + known.externalIds.length;
    return { names, rows: more ? await ownRowsOf(client, names, CALL) : first };
  });
}

/** Somebody waits for it. */
const CALL = { priority: "interactive" } as const;

function withNames(
  names: Names,
  pairs: readonly { readonly rowId: string; readonly externalId: string }[],
): Names {
  const rowIds = pairs.flatMap(({ rowId }) => normaliseGuid(rowId) ?? []);
  return {
    ...names,
    rowIds: [...new Set([...names.rowIds, ...rowIds])],
    externalIds: [...new Set([...names.externalIds, ...pairs.map(({ externalId }) => externalId)])],
  };
}

async function environmentOf({ database }: PrivacyParts, id: string | undefined): Promise<Environment> {
  if (id !== undefined) {
    const environment = await findEnvironment(database, { id: id.toLowerCase() });
    if (environment) return environment;
    throw new AdminError(404, "NO_ENVIRONMENT");
  }
  const [only, ...others] = await listEnvironments(database);
  if (!only) throw new AdminError(404, "NO_ENVIRONMENT");
  if (others.length > 0) throw new AdminError(409, "SEVERAL_ENVIRONMENTS");
  return only;
}

async function asking<T>(
  parts: PrivacyParts,
  environment: Environment,
  ask: (client: Awaited<ReturnType<PrivacyParts["environments"]["get"]>>["client"]) => Promise<T>,
): Promise<T> {
  const { host } = new URL(environment.url);
  if (environment.status !== "connected")
    throw new AdminError(409, "ENVIRONMENT_PAUSED", { host, details: environment.problem?.message ?? "" });
  const { client } = await parts.environments.get(environment.id);
  return ask(client).catch((error: unknown) => {
    throw explain(error, { host, system: "" }) ?? error;
  });
}

async function eraseRows(
  parts: PrivacyParts,
  environmentId: string,
  rows: OwnRows,
): Promise<Record<OwnTable, number>> {
  const environment = await environmentOf(parts, environmentId);
  return asking(parts, environment, async (client) => {
    const erase = (table: OwnTable) =>
      eraseOwnRows(
        client,
        table,
        rows[table].map((row) => String(row[OWN_TABLES[table].primaryId])),
        CALL,
      );
    return {
      wave_issue: await erase("wave_issue"),
      wave_operation: await erase("wave_operation"),
      // Last: as long as it is there, what was interrupted finds the person by all her names again.
      wave_link: await erase("wave_link"),
    };
  });
}

/** What whoever works on one of her records holds: by the mappings there are, and by what is known of her links. */
async function keysOf({ database }: PrivacyParts, names: Names): Promise<readonly string[]> {
  const mappings = await knownMappings(database, names.environmentId);
  return [
    ...new Set(
      mappings.flatMap(({ table, connectionId, systemObject }) => [
        ...names.rowIds.map((id) => recordKeys.row(table, id)),
        ...names.externalIds.map((id) => recordKeys.external(connectionId, systemObject, id)),
      ]),
    ),
  ];
}
