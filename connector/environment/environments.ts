import type { Database } from "../database/database";
import { isAuthority } from "../dataverse/authority";
import { DataverseClient } from "../dataverse/client";
import { Governor } from "../dataverse/governor";
import { checkInstanceUrl } from "../dataverse/instance-url";
import { NeedsSignInError } from "../dataverse/needs-sign-in-error";
import { createTokenSource } from "../dataverse/sign-in";
import { type Credentials } from "../dataverse/credentials";
import { Transport } from "../dataverse/transport";
import type { Logger } from "../logging/logger";
import { mayReach, type Reach } from "../network/reach";
import { SecretUnreadableError } from "../secrets/cipher";
import type { Metrics } from "../metrics/metrics";
import { markPaused, markUnreadable } from "./sign-in/needs-sign-in";
import { storedTokenCache } from "./sign-in/stored-token-cache";
import { findEnvironment, listConnections, type Environment } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { systemByKey } from "../systems/registry";
import { storing } from "../systems/base/storable";
import type { Kit } from "../systems/contract/system";
import type { ConfiguredMapping } from "./configuration";
import { saveViewReader, viewReader } from "../state/view-readers";
import { noteMappings } from "./note-mappings";
import { EnvironmentRuntime, type OpenConnection } from "./environment-runtime";

export interface EnvironmentParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly reach: Reach;
  /** What systems are opened with. */
  readonly kit: Kit;
  /** Told of an environment's mappings whenever they were read; never throws. */
  readonly whenMappingsAreRead?: (
    runtime: EnvironmentRuntime,
    mappings: readonly ConfiguredMapping[],
  ) => Promise<void>;
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
    const opened = { runtime, checkedOn: performance.now() };
    this.open.set(id, opened);
    runtime.catch(() => {
      if (this.open.get(id) === opened) this.open.delete(id);
    });
    return runtime;
  }

  private async isCurrent(id: string, known: Open): Promise<boolean> {
    if (performance.now() - known.checkedOn < RECHECK_MS) return true;
    known.checkedOn = performance.now();
    const { environment } = await known.runtime;
    const now = await findEnvironment(this.parts.database, { id });
    return (
      now?.connectedOn.getTime() === environment.connectedOn.getTime() && now.status === environment.status
    );
  }

  /** Those that are open just now; nothing is opened for it. */
  async ifOpen(id: string): Promise<EnvironmentRuntime | null> {
    return (await this.open.get(id)?.runtime.catch(() => null)) ?? null;
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
    const environment = await findEnvironment(this.parts.database, { id });
    if (!environment || environment.status === "disconnected")
      throw new NotConnectedError(`Environment ${id} is not connected.`);
    try {
      return await this.openAt(environment);
    } catch (error) {
      if (!(error instanceof SecretUnreadableError)) throw error;
      await markUnreadable(this.parts, environment, error);
      throw new NeedsSignInError("secret_unreadable", error);
    }
  }

  /** @throws SecretUnreadableError where what stands in the database is not what was connected */
  private async openAt(environment: Environment): Promise<EnvironmentRuntime> {
    const { database, secrets, logger, reach } = this.parts;
    const { id } = environment;
    // Looked at again, whoever wrote the row: nothing is sent to an address that could not have been connected.
    checkAddresses(environment, reach);
    const clientSecret = await secrets.get(id, "clientSecret");
    if (clientSecret === null) throw new NotConnectedError(`Environment ${id} is not connected.`);
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
    runtime.viewReaders = {
      get: (mappingId, viewId) => viewReader(database, id, mappingId, viewId),
      save: (mappingId, viewId, userId) => saveViewReader(database, id, mappingId, viewId, userId),
    };
    const note = noteMappings({ database, logger }, runtime);
    runtime.whenMappingsAreRead = async (mappings) => {
      await note(mappings);
      await this.parts.whenMappingsAreRead?.(runtime, mappings);
    };
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
      for (const address of system.credentialsGoTo(settings))
        if (!mayReach(this.parts.reach, address)) throw new SecretUnreadableError(NOT_ALLOWED);
      open.set(id, {
        id,
        module: system,
        adapter: storing(system.open(settings, this.parts.kit)),
        recordUrlTemplate: system.recordUrlTemplate(settings),
        since,
      });
    }
    return open;
  }
}

const NOT_ALLOWED = "A stored address is not one that may be connected.";

function checkAddresses({ url, authority }: Environment, { allowLocal }: Reach): void {
  try {
    if (checkInstanceUrl(url, allowLocal) === url && isAuthority(authority, url)) return;
  } catch (cause) {
    throw new SecretUnreadableError(NOT_ALLOWED, { cause });
  }
  throw new SecretUnreadableError(NOT_ALLOWED);
}
