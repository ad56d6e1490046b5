import type { Database } from "../database/database";
import { DataverseClient } from "../dataverse/client";
import { Governor } from "../dataverse/governor";
import { createTokenSource } from "../dataverse/sign-in";
import { type Credentials } from "../dataverse/credentials";
import { Transport } from "../dataverse/transport";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { markPaused } from "./sign-in/needs-sign-in";
import { storedTokenCache } from "./sign-in/stored-token-cache";
import { findEnvironment, listConnections, type Environment } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { systemByKey } from "../systems/registry";
import { storing } from "../systems/storable";
import { noteMappings } from "./note-mappings";
import { EnvironmentRuntime, type OpenConnection } from "./environment-runtime";

export interface EnvironmentParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** An environment cannot be worked for: it is unknown, or disconnected. */
export class NotConnectedError extends Error {
  override readonly name = "NotConnectedError";
}

/** Another connector may connect an environment anew: what it changed is noticed here within this time. */
const RECHECK_MS = 5_000;

interface Open {
  readonly runtime: Promise<EnvironmentRuntime>;
  checkedOn: number;
}

/** The environments this process works for, opened when first needed. */
export class Environments {
  private readonly open = new Map<string, Open>();

  constructor(private readonly parts: EnvironmentParts) {}

  /** @throws NotConnectedError, KeyMissingError */
  async get(id: string): Promise<EnvironmentRuntime> {
    const known = this.open.get(id);
    if (known && (await this.isCurrent(id, known))) return known.runtime;
    const runtime = this.load(id);
    const opened = { runtime, checkedOn: Date.now() };
    this.open.set(id, opened);
    runtime.catch(() => {
      if (this.open.get(id) === opened) this.open.delete(id);
    });
    return runtime;
  }

  private async isCurrent(id: string, known: Open): Promise<boolean> {
    if (Date.now() - known.checkedOn < RECHECK_MS) return true;
    known.checkedOn = Date.now();
    const { environment } = await known.runtime;
    const now = await findEnvironment(this.parts.database, { id });
    return (
      now?.connectedOn.getTime() === environment.connectedOn.getTime() && now.status === environment.status
    );
  }

  /** Connecting or disconnecting changed it: open it anew next time. */
  forget(id: string): void {
    this.open.delete(id);
  }

  /** A client for an environment; every environment has a governor of its own. */
  client(url: string, credentials: Credentials, environmentId: string): DataverseClient {
    const { dataverseRequests, dataverseSeconds } = this.parts.metrics;
    const governor = new Governor((result, ms) => {
      dataverseRequests.inc({ environment: environmentId, result });
      dataverseSeconds.observe(ms / 1000);
    });
    return new DataverseClient(new Transport(url, createTokenSource(url, credentials), governor));
  }

  private async load(id: string): Promise<EnvironmentRuntime> {
    const { database, secrets, logger } = this.parts;
    const environment = await findEnvironment(database, { id });
    const clientSecret = environment ? await secrets.get(id, "clientSecret") : null;
    if (!environment || environment.status === "disconnected" || clientSecret === null) {
      throw new NotConnectedError(`Environment ${id} is not connected.`);
    }
    const { authority, clientId, url } = environment;
    const signedIn = (await secrets.get(id, "tokenCache")) !== null;
    const credentials: Credentials = {
      authority,
      clientId,
      clientSecret,
      whenRefused: (code, lastToken) => markPaused(this.parts, environment, code, lastToken),
      ...(signedIn ? { delegated: { cache: storedTokenCache(secrets, id) } } : {}),
    };
    const client = this.client(url, credentials, id);
    const runtime = new EnvironmentRuntime(environment, client, await this.connections(environment));
    runtime.whenMappingsAreRead = noteMappings({ database, logger }, runtime);
    // The environment's own advice on concurrency. Whether it answers now or not decides nothing.
    client
      .whoAmI({ patienceMs: 0 })
      .catch((error) => logger.warn("WhoAmI failed", { environmentId: id, error }));
    return runtime;
  }

  private async connections(environment: Environment): Promise<ReadonlyMap<string, OpenConnection>> {
    const open = new Map<string, OpenConnection>();
    for (const { id, systemKey, since } of await listConnections(this.parts.database, environment.id)) {
      const system = systemByKey(systemKey);
      const stored = await this.parts.secrets.get(environment.id, `connection:${id}`);
      if (!system || stored === null) continue;
      const settings = system.settings.parse(JSON.parse(stored));
      open.set(id, {
        id,
        module: system,
        adapter: storing(system.open(settings)),
        recordUrlTemplate: system.recordUrlTemplate(settings),
        since,
      });
    }
    return open;
  }
}
