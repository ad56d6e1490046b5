import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../../../connector/clock/clock";
import { systemClock } from "../../../connector/clock/clock";
import { saveWebhookSecret } from "../../../connector/connect/webhook-secret";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { watchedColumns } from "../../../connector/environment/watched-columns";
import { createServer } from "../../../connector/http/server";
import { Strangers } from "../../../connector/http/strangers";
import { createLogger } from "../../../connector/logging/logger";
import { createMetrics } from "../../../connector/metrics/metrics";
import type { Queue } from "../../../connector/work/queue";
import { Cipher } from "../../../connector/secrets/cipher";
import { saveConnection, type Environment } from "../../../connector/state/environments";
import { saveKnownMappings, type KnownMapping } from "../../../connector/state/known-mappings";
import { SecretStore } from "../../../connector/state/secrets";
import { addDataverseWebhook, type WebhookParts } from "../../../connector/http/webhooks/dataverse-webhook";
import { MappingsAtHand, type AtHandParts } from "../../../connector/http/webhooks/mappings-at-hand";
import { addSystemWebhook } from "../../../connector/http/webhooks/system-webhook";
import { WebhookConnections } from "../../../connector/connect/webhook-connections";
import { WebhookKeys } from "../../../connector/connect/webhook-keys";
import type { Columns } from "../../../core/mapping/columns";
import { waveContactMapping } from "../../../connector/systems/wave/contact-mapping";
import { addEnvironment } from "./environment";

const SECRET = "the secret of this connection";

/** The columns of contact that a new mapping touches, as metadata would tell of them. */
export const CONTACT_COLUMNS: Columns = {
  ...Object.fromEntries(
    [
      "firstname",
      "lastname",
      "mobilephone",
      "company",
      "jobtitle",
      "websiteurl",
      "externaluseridentifier",
    ].map((name) => [name, { name, type: "string" as const }]),
  ),
  emailaddress1: { name: "emailaddress1", type: "string", format: "email" },
  description: { name: "description", type: "memo" },
  ownerid: { name: "ownerid", type: "owner" },
  statecode: { name: "statecode", type: "state" },
  parentcustomerid: { name: "parentcustomerid", type: "customer" },
};

/** Both doors of a connector, with a connected environment, and nothing behind them: what they queue stays queued. */
export interface Doors {
  readonly database: Database;
  readonly environment: Omit<Environment, "connectedOn">;
  readonly connectionId: string;
  readonly mapping: KnownMapping;
  readonly server: FastifyInstance;
  readonly log: string[];
  /** How often somebody was reminded of queued records. */
  reminders(): number;
  /** Names of the queued records. */
  queued(): Promise<readonly string[]>;
  /** How many calls have been refused for proving nothing, as the metrics count them. */
  refusals(): Promise<number>;
  /** Forgets what was queued. */
  workOff(): Promise<void>;
  /** A call of the Wave webhook; headers as they should be unless changed. */
  wave(
    body: unknown,
    changes?: Record<string, string | undefined>,
  ): Promise<{ status: number; body: unknown }>;
  /** A call of a step. */
  dataverse(context: object, headers?: Record<string, string>): Promise<number>;
  close(): Promise<void>;
}

export interface WebhookOptions {
  readonly clock?: Clock;
  readonly settings?: object;
  /** What reading the configuration does; by default Dataverse does not answer. */
  readonly configuredMappings?: (database: Database, environmentId: string) => Promise<unknown>;
  readonly knowsMappings?: boolean;
  /** One that is shared; the environment is another all the same. It stays open. */
  readonly database?: Database;
}

export async function openDoors({
  clock = systemClock,
  settings = {},
  configuredMappings = () => Promise.reject(new Error("Dataverse is away")),
  knowsMappings = true,
  database: shared,
}: WebhookOptions = {}): Promise<Doors> {
  const database = shared ?? (await openDatabase({}));
  const webhookKey = randomUUID();
  const environment = await addEnvironment(database);
  const secrets = new SecretStore(database, new Cipher([{ id: "test", key: randomBytes(32) }]));
  const connectionId = randomUUID();
  const environmentId = environment.id;
  await saveConnection(database, { environmentId, id: connectionId, systemKey: "wave", systemUrl: "" });
  const wave = { apiBaseUrl: "https://wave.example/v1", apiKey: "key", ...settings };
  await secrets.put(environmentId, `connection:${connectionId}`, JSON.stringify(wave));
  await saveWebhookSecret(secrets, environmentId, `webhook:${connectionId}`, { current: SECRET });
  await saveWebhookSecret(secrets, environmentId, "webhookKey", { current: webhookKey });
  const mapping = knownMapping(connectionId);
  if (knowsMappings) await saveKnownMappings(database, environmentId, [mapping]);

  const log: string[] = [];
  const logger = createLogger("debug", { write: (line) => void log.push(line) });
  let reminders = 0;
  const queue = { remind: async () => void (reminders += 1) } as unknown as Queue;
  const environments = {
    get: async () => ({ configuredMappings: () => configuredMappings(database, environmentId) }),
  } as unknown as AtHandParts["environments"];
  const metrics = createMetrics();
  const strangers = new Strangers({ logger, metrics, clock });
  const parts = { database, environments, logger, clock, metrics, queue, strangers };
  const events = { ...parts, mappings: new MappingsAtHand(parts) };
  const server = createServer({ logger, strangers });
  addSystemWebhook(server, { ...events, senders: new WebhookConnections(database, secrets) });
  addDataverseWebhook(server, {
    ...events,
    keys: new WebhookKeys(database, secrets, clock),
  } as unknown as WebhookParts);

  return {
    database,
    environment,
    connectionId,
    mapping,
    server,
    log,
    reminders: () => reminders,
    queued: async () =>
      (
        await database.query<{ key: string }>(
          "select record_key as key from wave_sync.change where environment_id = $1 order by 1",
          [environmentId],
        )
      ).map((row) => row.key),
    refusals: async () => (await metrics.refused.get()).values.reduce((sum, { value }) => sum + value, 0),
    workOff: async () => void (await database.query("delete from wave_sync.change")),
    async wave(body, changes = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const all = { ...signed(text, clock.now()), "content-type": "application/json", ...changes };
      const answer = await server.inject({
        method: "POST",
        url: `/webhooks/wave/${environmentId}`,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
        payload: text,
      });
      return { status: answer.statusCode, body: answer.json() as unknown };
    },
    async dataverse(context, headers = {}) {
      const answer = await server.inject({
        method: "POST",
        url: "/dataverse/webhook",
        headers: { "content-type": "application/json", "x-wave-sync-key": webhookKey, ...headers },
        payload: JSON.stringify({ ...common(environment.organizationId), ...context }),
      });
      return answer.statusCode;
    },
    async close() {
      await server.close();
      strangers.close();
      if (!shared) await database.close();
    },
  };
}

/** Headers of a signed call, as docs/wave-contract.md has them. */
export function signed(body: string, at: Date, secret = SECRET): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "x-wave-timestamp": timestamp, "x-wave-signature": `v1=${mac}` };
}

export { SECRET as CONNECTION_SECRET };

export function waveEvent(id: string, contactId: string, type = "contact.updated"): object {
  return { id, type, occurredAt: "2026-03-01T08:00:00.000Z", data: { id: contactId } };
}

/** A row's columns as the platform writes them into a context. */
export function target(id: string, attributes: Readonly<Record<string, unknown>>): object {
  return {
    __type: "Entity:http://schemas.microsoft.com/xrm/2011/Contracts",
    Attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    Id: id,
    LogicalName: "contact",
  };
}

function common(organizationId: string): object {
  return {
    OrganizationId: organizationId,
    UserId: randomUUID(),
    CorrelationId: randomUUID(),
    PrimaryEntityName: "contact",
    InputParameters: [],
  };
}

function knownMapping(connectionId: string): KnownMapping {
  const id = randomUUID();
  const mapping = waveContactMapping({ id, connectionId });
  return {
    id,
    connectionId,
    systemObject: "contact",
    table: "contact",
    active: true,
    columns: watchedColumns({ mapping }, CONTACT_COLUMNS),
  };
}
