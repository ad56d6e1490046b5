import { randomBytes, randomUUID } from "node:crypto";
import { systemClock } from "../../../connector/clock/clock";
import {
  connectionIdFor,
  seedMappings,
  writeConnection,
} from "../../../connector/connect/configuration-rows";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { RequestCounter } from "../../../connector/dataverse/request-counter";
import { Environments } from "../../../connector/environment/environments";
import { Stops } from "../../../connector/environment/stops";
import { createLogger } from "../../../connector/logging/logger";
import { createMetrics } from "../../../connector/metrics/metrics";
import { syncRecords, type More } from "../../../connector/pipeline/sync-records";
import { buildSync, chooseMapping } from "../../../connector/pipeline/build/build-sync";
import type { Result } from "../../../connector/pipeline/item";
import type { Sync } from "../../../connector/pipeline/sync";
import { CircuitBreaker } from "../../../connector/work/circuit-breaker";
import { Cipher } from "../../../connector/secrets/cipher";
import { saveConnection, saveEnvironment } from "../../../connector/state/environments";
import { SecretStore } from "../../../connector/state/secrets";
import { queueChange, waitingChanges, type RecordName } from "../../../connector/state/changes";
import { systemByKey } from "../../../connector/systems/registry";
import { workOnChanges, type ChangeParts } from "../../../connector/changes/work-on-changes";
import type { MappingPolicies } from "../../../core/mapping/types";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { EMPTY_CONTACT, type WaveContact } from "../../../local/sandboxes/wave";
import { startDynamics, type Dynamics, type Identity } from "./dynamics";
import { sharedBudgets } from "../../../connector/systems/base/budgets";

export const YEAR_AGO = "2025-01-05T09:00:00.000Z";

/** What a sync of a test differs in from one that an event brought about. */
export type Changes = Partial<Sync> & { readonly policies?: Partial<MappingPolicies> };

/** The engine without its doors: records are queued, or brought together, by the test's own hand. */
export interface Engine {
  readonly dynamics: Dynamics;
  readonly database: Database;
  readonly parts: ChangeParts;
  readonly environmentId: string;
  readonly mappingId: string;
  readonly log: string[];
  sync(changes?: Changes): Promise<Sync>;
  bring(names: readonly RecordName[], changes?: Changes, more?: More): Promise<readonly Result[]>;
  /** Puts records on the list, as an event does. */
  queue(...names: RecordName[]): Promise<void>;
  work(): Promise<void>;
  waiting(): Promise<number>;
  /** Makes everything that waits its time out due. */
  skipPauses(): Promise<void>;
  /** A contact in Wave that both sides have agreed on. Gives its row. */
  linked(id: string, values?: Partial<WaveContact>): Promise<StoredRow>;
  row(id: string): StoredRow | undefined;
  rowOf(waveId: string): StoredRow | undefined;
  link(waveId: string): StoredRow | undefined;
  issues(code: string): readonly StoredRow[];
  addRow(values: Record<string, unknown>, as?: Identity): Promise<string>;
  editRow(id: string, values: object, as?: Identity): Promise<void>;
  close(): Promise<void>;
}

export async function startEngine(given?: Database): Promise<Engine> {
  const dynamics = await startDynamics();
  const database = given ?? (await openDatabase({}));
  const log: string[] = [];
  const logger = createLogger("debug", { write: (line) => void log.push(line) });
  const secrets = new SecretStore(database, new Cipher([{ id: "test", key: randomBytes(32) }]));
  const metrics = createMetrics();
  const environments = new Environments({
    database,
    kit: { clock: systemClock, budgets: sharedBudgets(database, systemClock) },
    secrets,
    metrics,
    logger,
    reach: { allowLocal: true, systemHosts: [] },
  });
  const stop = new AbortController();
  const parts: ChangeParts = {
    database,
    environments,
    logger,
    metrics,
    clock: systemClock,
    instanceId: randomUUID(),
    stopping: stop.signal,
    stops: new Stops(),
    breaker: new CircuitBreaker(systemClock),
  };
  const environmentId = randomUUID();
  const wave = systemByKey("wave")!;
  const settings = wave.settings.parse({
    apiBaseUrl: `${dynamics.url}/sandboxes/wave/v1`,
    apiKey: "local-wave-key",
    appUrl: `${dynamics.url}/sandboxes/wave/app`,
  });
  const credentials = { authority: `${dynamics.url}/local`, clientId: "connector", clientSecret: "local" };
  const client = environments.client(dynamics.url, credentials, environmentId);
  const who = await client.whoAmI();
  const connectionId = connectionIdFor(who.organizationId, wave);
  await writeConnection(client, connectionId, wave, settings, who.userId);
  const [seeded] = await seedMappings(client, connectionId, wave);
  const mappingId = seeded!.id;
  await saveEnvironment(database, {
    id: environmentId,
    url: dynamics.url,
    organizationId: who.organizationId,
    userId: who.userId,
    authority: credentials.authority,
    clientId: credentials.clientId,
    status: "connected",
    problem: null,
  });
  await secrets.put(environmentId, "clientSecret", credentials.clientSecret);
  await secrets.put(environmentId, `connection:${connectionId}`, JSON.stringify(settings));
  await saveConnection(database, {
    environmentId,
    id: connectionId,
    systemKey: wave.key,
    systemUrl: wave.systemUrl(settings),
  });

  const rowOf = (waveId: string) =>
    dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${waveId}`);
  const engine: Engine = {
    dynamics,
    database,
    parts,
    environmentId,
    mappingId,
    log,
    async sync({ policies, ...changes } = {}) {
      const runtime = await environments.get(environmentId);
      const sync = await buildSync(
        {
          trigger: "event",
          runtime,
          database,
          logger,
          clock: systemClock,
          direction: "both",
          correlationId: randomUUID(),
          counter: new RequestCounter(),
          leaseOwner: randomUUID(),
        },
        await chooseMapping(runtime, { mappingId }),
      );
      const mapping = { ...sync.mapping, policies: { ...sync.mapping.policies, ...policies } };
      return { ...sync, mapping, ...changes } as Sync;
    },
    async bring(names, changes, more) {
      return syncRecords(await engine.sync(changes), names, more);
    },
    queue: (...names) =>
      queueChange(database, { environmentId, mappingId, why: "event", correlationId: randomUUID(), names }),
    work: () => workOnChanges(parts, environmentId),
    waiting: () => waitingChanges(database, environmentId),
    async skipPauses() {
      parts.breaker.closeAll();
      await database.query("update wave_sync.change set due_on = now() where environment_id = $1", [
        environmentId,
      ]);
    },
    async linked(id, values = {}) {
      dynamics.wave.store.load([waveContact(id, values)]);
      await engine.bring([{ externalId: id }]);
      return rowOf(id)!;
    },
    row: (id) => dynamics.platform.dataverse.get("contact", id),
    rowOf,
    link: (waveId) => dynamics.rows("wave_link").find((link) => link.values.wave_externalid === waveId),
    issues: (code) => dynamics.rows("wave_issue").filter((issue) => issue.values.wave_code === code),
    async addRow(values, as = "seller") {
      const id = randomUUID();
      const { status, body } = await dynamics.as(as, "POST", "contacts", { contactid: id, ...values });
      if (status !== 204) throw new Error(`A contact was refused: ${JSON.stringify(body)}`);
      return id;
    },
    async editRow(id, values, as = "seller") {
      const { status, body } = await dynamics.as(as, "PATCH", `contacts(${id})`, values);
      if (status !== 204) throw new Error(`An edit was refused: ${JSON.stringify(body)}`);
    },
    async close() {
      stop.abort();
      if (!given) await database.close();
      await dynamics.close();
    },
  };
  return engine;
}

/** A contact as Wave has it: a person of her own, changed a year ago. */
export function waveContact(id: string, values: Partial<WaveContact> = {}): WaveContact {
  return {
    ...EMPTY_CONTACT,
    id,
    firstName: "Ines",
    lastName: `Vasseur ${id}`,
    jobTitle: "Buyer",
    assignedTo: { email: "seller@contoso.example" },
    createdAt: YEAR_AGO,
    updatedAt: YEAR_AGO,
    ...values,
  } as WaveContact;
}
