import { randomUUID } from "node:crypto";
import { addAdminRoutes } from "./http/admin/routes";
import { startRun } from "./http/admin/start-run";
import { systemClock } from "./clock/clock";
import { travelsSafely } from "./database/travels-safely";
import { WatchedDatabase } from "./database/watched-database";
import { Stops } from "./environment/stops";
import { Environments } from "./environment/environments";
import { addHealthRoutes } from "./http/health";
import { refuseUntilReady } from "./http/not-ready";
import { createServer } from "./http/server";
import { Strangers } from "./http/strangers";
import { createLogger, type LogSink } from "./logging/logger";
import type { Reach } from "./network/reach";
import { createMetrics } from "./metrics/metrics";
import { startNotices } from "./notices/start";
import { workOnOperation } from "./operations/work-on-operation";
import { reportMistakes } from "./pipeline/report/report-mistakes";
import { CircuitBreaker } from "./work/circuit-breaker";
import { openQueue } from "./work/queue";
import { StoppingError } from "./work/stopping";
import { startSweeper } from "./work/sweeper";
import { workOnRun } from "./runs/work-on-run";
import { startSchedule } from "./runs/schedule";
import { Cipher } from "./secrets/cipher";
import { prepareDataFolder } from "./settings/data-folder";
import { adminKeyOf, encryptionKeysOf } from "./settings/key-files";
import type { Settings } from "./settings/read-settings";
import { SettingsError } from "./settings/settings-error";
import { startHousekeeping } from "./connect/privacy/housekeeping";
import { makeJoinLink, type Joining } from "./connect/sign-in/join";
import { startKeeper } from "./connect/sign-in/keeper";
import { addSignInRoutes } from "./http/sign-in/routes";
import type { AnyLink } from "./connect/sign-in/settings";
import { dropLeasesOfTheDead, RETENTION } from "./state/cleanup";
import { SecretStore } from "./state/secrets";
import { SignIns } from "./state/sign-ins";
import { addDataverseWebhook } from "./http/webhooks/dataverse-webhook";
import { MappingsAtHand } from "./http/webhooks/mappings-at-hand";
import { addSystemRoutes } from "./http/system-routes";
import { addSystemWebhook } from "./http/webhooks/system-webhook";
import { WebhookConnections } from "./connect/webhook-connections";
import { startChangeWorkers, withChangeWorkers } from "./changes/change-workers";
import { takeChanges } from "./changes/work-on-changes";
import { WebhookKeys } from "./connect/webhook-keys";
import type { SeededMapping } from "./connect/configuration-rows";
import { sharedBudgets, type LimitTime } from "./systems/base/budgets";

/** Operations at a time: mostly waiting for Dataverse and the systems. */
const OPERATION_WORKERS = 4;
/** Runs at a time. Each keeps its environment's limits; more of them would only share those. */
const RUN_WORKERS = 2;

export interface Connector {
  /** Where Dynamics, the systems and people who sign in reach it, e.g. `http://127.0.0.1:8366`. */
  readonly url: string;
  /** Where operators do: health, metrics and the admin API. */
  readonly adminUrl: string;
  /** For the command line on the same machine and for tests; never logged. */
  readonly adminKey: string;
  /** Stops taking work, gives back what is under way, closes everything. */
  close(): Promise<void>;
  /** Resolves when it has stopped, asked or not. */
  readonly ended: Promise<void>;
}

export interface StartOptions {
  /** Where log lines go; standard output by default. */
  readonly log?: LogSink;
  /** How time passes for the limits of systems, where that is modelled. */
  readonly limitTime?: LimitTime;
  /** Aborted when nobody wants it any more; a start that still waits for its database ends then. */
  readonly signal?: AbortSignal;
}

/**
 * Starts the connector. It listens at once, and takes work when its database is there; until then this waits.
 * @throws SettingsError, FolderInUseError, or what the database says when waiting does not help; StoppingError
 */
export async function startConnector(
  settings: Settings,
  { log, limitTime, signal: asked = new AbortController().signal }: StartOptions = {},
): Promise<Connector> {
  const { dataFolder, retention = RETENTION } = settings;
  const encryptionKeys =
    settings.encryptionKeys ?? (await fromFolder(dataFolder, "WAVE_SYNC_ENCRYPTION_KEYS", encryptionKeysOf));
  const adminKey = settings.adminKey ?? (await fromFolder(dataFolder, "WAVE_SYNC_ADMIN_KEY", adminKeyOf));
  if (dataFolder && !settings.databaseUrl) await prepareDataFolder(dataFolder);
  const logger = createLogger(settings.logLevel, log);
  const metrics = createMetrics();
  const database = new WatchedDatabase(settings, logger, systemClock, () => lost());
  const reach: Reach = {
    allowLocal: settings.allowLocal ?? false,
    systemHosts: settings.systemHosts ?? [],
  };
  if (settings.databaseUrl && !travelsSafely(settings.databaseUrl))
    logger.warn(
      "The database is on another machine and its certificate is not checked: add sslmode=verify-full",
    );
  const cipher = new Cipher(encryptionKeys);
  const secrets = new SecretStore(database, cipher);
  const stop = new AbortController();
  let hasEnded = () => {};
  const ended = new Promise<void>((resolve) => (hasEnded = resolve));
  let accepting = false;
  const closers: (() => Promise<void>)[] = [() => database.close()];
  const close = once(async () => {
    accepting = false;
    stop.abort(new StoppingError());
    for (const closer of closers.reverse()) await closer();
    logger.info("Connector stopped");
    hasEnded();
  });
  const lost = () => {
    if (!accepting) return;
    logger.error("Another connector has taken the data folder: this one stops");
    void close();
  };

  try {
    const kit = { clock: systemClock, budgets: sharedBudgets(database, systemClock, limitTime) };
    const environments = new Environments({
      database,
      kit,
      secrets,
      metrics,
      logger,
      reach,
      whenMappingsAreRead: (runtime, mappings) =>
        reportMistakes({ database, logger, clock: systemClock }, runtime, mappings),
    });
    const keys = new WebhookKeys(database, secrets, systemClock);
    const senders = new WebhookConnections(database, secrets);
    const base = {
      database,
      environments,
      logger,
      metrics,
      clock: systemClock,
      instanceId: randomUUID(),
      stopping: stop.signal,
      stops: new Stops(),
    };
    const changing = { ...base, breaker: new CircuitBreaker(systemClock) };
    const changeWorkers = startChangeWorkers({
      take: (environmentId) => takeChanges(changing, environmentId),
      onError: (error, environmentId) =>
        logger.error("Queued records could not be looked at", { environmentId, error }),
      clock: systemClock,
    });
    closers.push(() => changeWorkers.stop());
    const reminders = openQueue(base);
    const queue = withChangeWorkers(reminders, changeWorkers);
    closers.push(() => reminders.stop());
    const parts = {
      ...base,
      queue,
      keys,
      senders,
      setupLinks: { forSystem: (asked: Joining) => makeJoinLink(setUp, asked) },
    };
    const events = { ...parts, mappings: new MappingsAtHand(parts) };

    const underWay = new Set<Promise<unknown>>();
    const track = (work: Promise<unknown>) => {
      const settled = work.catch(() => {}).finally(() => underWay.delete(settled));
      underWay.add(settled);
    };
    closers.push(async () => void (await Promise.all(underWay)));

    const strangers = new Strangers({ logger, metrics, clock: systemClock });
    closers.push(async () => strangers.close());
    let url = "";
    const server = createServer({
      logger,
      strangers,
      trustProxy: settings.trustProxy,
      https: () => settings.publicUrl?.startsWith("https:") ?? false,
    });
    const operators = createServer({ logger, strangers });
    refuseUntilReady(server, () => accepting);
    refuseUntilReady(operators, () => accepting);
    addHealthRoutes(operators, { database, metrics, accepting: () => accepting });
    addDataverseWebhook(server, { ...events, strangers, track });
    addSystemWebhook(server, { ...events, strangers });
    addSystemRoutes(server, { ...parts, strangers, track });
    const setUp = {
      ...parts,
      kit,
      reach,
      secrets,
      signIns: new SignIns<AnyLink>(database, cipher),
      publicUrl: () => settings.publicUrl ?? url,
      startImport: async (environmentId: string, { id: mappingId, direction }: SeededMapping) => {
        const kind = direction === "toSystem" ? "onDemand" : "firstImport";
        return (await startRun(parts, { kind, environmentId, mappingId })).runId;
      },
    };
    addAdminRoutes(operators, {
      ...setUp,
      strangers,
      adminKeys: [{ name: "admin", key: adminKey }, ...(settings.adminKeys ?? [])],
    });
    addSignInRoutes(server, { ...setUp, strangers });
    closers.push(async () => void (await Promise.all([server.close(), operators.close()])));
    url = await server.listen({ host: settings.host, port: settings.port });
    const adminUrl = await operators.listen({ host: settings.adminHost, port: settings.adminPort });

    // From here on somebody can ask how we are: a database that is not there yet is waited for, and /ready says so.
    await database.open(AbortSignal.any([stop.signal, asked]));
    await dropLeasesOfTheDead(database);
    const { renewed, unreadable } = await secrets.rotate();
    if (renewed > 0) logger.info("Secrets were sealed with the current key", { records: renewed });
    if (unreadable > 0)
      logger.error(
        "Secrets cannot be opened: a key is missing in WAVE_SYNC_ENCRYPTION_KEYS, or rows were changed",
        { records: unreadable },
      );
    reminders.work("operations", OPERATION_WORKERS, async (id, environmentId) => {
      await workOnOperation(parts, environmentId, id);
    });
    reminders.work("runs", RUN_WORKERS, (id) => workOnRun(parts, id));
    closers.push(startSchedule(parts));
    closers.push(startSweeper({ ...parts, retention }));
    closers.push(startHousekeeping(parts, retention));
    closers.push(startKeeper({ ...parts, secrets }));
    closers.push(startNotices(setUp, settings.mail));
    accepting = true;
    logger.info("Connector started", {
      port: Number(new URL(url).port),
      adminPort: Number(new URL(adminUrl).port),
      database: database.kind,
    });
    return { url, adminUrl, adminKey, close, ended };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fromFolder<T>(
  folder: string | undefined,
  variable: string,
  make: (folder: string) => Promise<T>,
): Promise<T> {
  if (folder) {
    await prepareDataFolder(folder);
    return make(folder);
  }
  throw new SettingsError([
    `${variable} is not set and there is no data folder to keep one in; set it, or set WAVE_SYNC_DATA.`,
  ]);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
