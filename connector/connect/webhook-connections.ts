import { findWebhookSecret, type WebhookSecret } from "./webhook-secret";
import type { Database } from "../database/database";
import { Cached } from "../environment/cached";
import { findBySecret } from "../secrets/constant-time";
import { findEnvironment, listConnections, listSenders } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { systemByKey } from "../systems/registry";
import type { Inbound } from "../systems/contract/inbound";
import type { SystemModule } from "../systems/contract/system";

/** Another connector may connect or disconnect; what it changed is noticed here within this time. */
const KNOWN_MS = 5_000;

/** A connection whose system may call us. */
export interface WebhookConnection {
  readonly id: string;
  readonly environmentId: string;
  readonly module: SystemModule;
  /** Absent where it tells of no changes. */
  readonly inbound?: Inbound;
  readonly settings: unknown;
  /** What its events are signed with. */
  readonly secret: WebhookSecret | null;
  /** Digests of what it calls us with as its CRM; null where no key was made. */
  readonly systemKey: WebhookSecret | null;
}

/** "unknown": there never was one here; "gone": it was disconnected. */
export type FoundConnection = WebhookConnection | "unknown" | "gone";

/**
 * Connections by the address their events and calls come to. Which addresses there are is known as a whole: a stranger's guess costs no
 * query and fills no memory.
 */
export class WebhookConnections {
  private readonly known = new Map<string, { readonly found: FoundConnection; readonly until: number }>();
  private readonly expected = new Map<string, string>();
  private readonly addresses: Cached<ReadonlySet<string>>;

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretStore,
  ) {
    this.addresses = new Cached(
      KNOWN_MS,
      async () =>
        new Set(
          (await listSenders(database)).map(
            ({ systemKey, environmentId }) => `${systemKey}/${environmentId}`,
          ),
        ),
    );
  }

  /** @param environmentId a GUID in lower case */
  async find(systemKey: string, environmentId: string): Promise<FoundConnection> {
    const key = `${systemKey}/${environmentId}`;
    if (!(await this.addresses.get()).has(key)) return "unknown";
    const known = this.known.get(key);
    if (known && known.until > performance.now()) return known.found;
    const found = await this.read(systemKey, environmentId);
    this.known.set(key, { found, until: performance.now() + KNOWN_MS });
    return found;
  }

  /** While `work` lasts, a system that is not connected yet may look whether we are here, with the key of this digest. */
  async whileExpected<T>(
    systemKey: string,
    environmentId: string,
    digest: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const key = `${systemKey}/${environmentId}`;
    this.expected.set(key, digest);
    try {
      return await work();
    } finally {
      this.expected.delete(key);
    }
  }

  /** True for whoever looks whether we are here, and is expected. */
  isExpected(systemKey: string, environmentId: string, given: unknown): boolean {
    const digest = this.expected.get(`${systemKey}/${environmentId}`);
    return (
      digest !== undefined && typeof given === "string" && findBySecret(given, [{ digest }]) !== undefined
    );
  }

  /** Something was connected or disconnected. */
  forget(): void {
    this.known.clear();
    this.addresses.forget();
  }

  private async read(systemKey: string, environmentId: string): Promise<FoundConnection> {
    const module = systemByKey(systemKey);
    if (!module || !(module.inbound || module.routes)) return "unknown";
    const environment = await findEnvironment(this.database, { id: environmentId });
    if (!environment) return "unknown";
    const connections = await listConnections(this.database, environmentId);
    const connection = connections.find((each) => each.systemKey === systemKey);
    if (!connection) return "unknown";
    const stored = await this.secrets.get(environmentId, `connection:${connection.id}`);
    if (environment.status === "disconnected" || stored === null) return "gone";
    return {
      id: connection.id,
      environmentId,
      module,
      ...(module.inbound ? { inbound: module.inbound } : {}),
      settings: module.settings.parse(JSON.parse(stored)),
      secret: await findWebhookSecret(this.secrets, environmentId, `webhook:${connection.id}`),
      systemKey: await findWebhookSecret(this.secrets, environmentId, `systemKey:${connection.id}`),
    };
  }
}
