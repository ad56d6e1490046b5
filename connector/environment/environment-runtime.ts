import { createOwnerDirectory } from "../../core/users/owner-directory";
import type { OwnerDirectory } from "../../core/users/types";
import { systemClock, type Clock } from "../clock/clock";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import type { Environment } from "../state/environments";
import type { OpenSystem, SystemModule } from "../systems/contract/system";
import { Cached } from "./cached";
import { EnvironmentMemory } from "./environment-memory";
import { readMappings, type ConfiguredMapping } from "./configuration";
import { readUserMappings, readUsers } from "./owners";
import { readTableMetadata, type TableMetadata } from "./table-metadata";
import { readView, type View } from "./view";

/** Mappings an admin has just changed are in force within this time. */
const CONFIGURATION_MS = 10_000;
const USERS_MS = 5 * 60_000;
/** Columns change when a solution is imported: seldom, and a write that meets it is told by Dataverse. */
const METADATA_MS = 10 * 60_000;
const DEFAULT_LCID = 1033;

/** A system joined to the environment, ready to be spoken to. */
export interface OpenConnection {
  readonly id: string;
  readonly adapter: OpenSystem;
  readonly module: SystemModule;
  /** With `{id}` in it; null when records cannot be opened. */
  readonly recordUrlTemplate: string | null;
  /** When it was connected first, or again after it had been disconnected. */
  readonly since: Date;
}

/** One environment at work: its client, its systems, and what an admin configured there. Nothing is shared between environments. */
export class EnvironmentRuntime {
  readonly memory = new EnvironmentMemory();
  private readonly mappings: Cached<readonly ConfiguredMapping[], DataverseCall>;
  private readonly users: Cached<Awaited<ReturnType<typeof readUsers>>, DataverseCall>;
  private readonly lcid: Cached<number, DataverseCall>;
  private readonly tables = new Map<string, Cached<TableMetadata, DataverseCall>>();
  private readonly views = new Map<string, Cached<View | null, DataverseCall>>();
  private readonly userMappings = new Map<
    string,
    Cached<Awaited<ReturnType<typeof readUserMappings>>, DataverseCall>
  >();

  /** Who chose the personal views that mappings go by, as it is remembered. */
  viewReaders?: {
    get(mappingId: string, viewId: string): Promise<string | null>;
    save(mappingId: string, viewId: string, userId: string): Promise<void>;
  };

  /** Told of the mappings whenever they were read; never throws. */
  whenMappingsAreRead?: (mappings: readonly ConfiguredMapping[]) => Promise<void>;

  constructor(
    readonly environment: Environment,
    readonly client: DataverseClient,
    readonly connections: ReadonlyMap<string, OpenConnection>,
    private readonly clock: Clock = systemClock,
  ) {
    this.mappings = new Cached(
      CONFIGURATION_MS,
      async (call) => {
        const mappings = await readMappings(client, [...connections.keys()], call);
        await this.whenMappingsAreRead?.(mappings);
        return mappings;
      },
      clock,
    );
    this.users = new Cached(USERS_MS, (call) => readUsers(client, call), clock);
    this.lcid = new Cached(METADATA_MS, (call) => baseLanguage(client, call), clock);
  }

  /** @param ms how old they may be; for work that nobody waits for, older than usual */
  configuredMappings(call: DataverseCall = {}, ms?: number): Promise<readonly ConfiguredMapping[]> {
    return this.mappings.get(shared(call), ms);
  }

  /** The environment's base language (LCID): links, runs and issues are read by many, so they are written in it. */
  language(call: DataverseCall = {}): Promise<number> {
    return this.lcid.get(shared(call));
  }

  /** @param ms how old what is known of it may be */
  table(logicalName: string, call: DataverseCall = {}, ms?: number): Promise<TableMetadata> {
    let cached = this.tables.get(logicalName);
    if (!cached) {
      cached = new Cached(
        METADATA_MS,
        (asking) => readTableMetadata(this.client, logicalName, asking),
        this.clock,
      );
      this.tables.set(logicalName, cached);
    }
    return cached.get(shared(call), ms);
  }

  /** The view of a mapping; null when it has none, or there is none. @param ms how old what is known of it may be */
  async view(
    { id, scopeViewId, changed }: Pick<ConfiguredMapping, "id" | "scopeViewId" | "changed">,
    call: DataverseCall = {},
    ms?: number,
  ): Promise<View | null> {
    if (scopeViewId === null) return null;
    const name = `${id} ${scopeViewId}`;
    let cached = this.views.get(name);
    if (!cached) {
      const read = (asking: DataverseCall) => this.readView(id, scopeViewId, changed.by, asking);
      cached = new Cached(METADATA_MS, read, this.clock);
      this.views.set(name, cached);
    }
    return cached.get(shared(call), ms);
  }

  /** A personal view stays the one of who chose it: whoever changes the mapping after her does not have it. */
  private async readView(mappingId: string, viewId: string, changedBy: string, call: DataverseCall) {
    const chosenBy = (await this.viewReaders?.get(mappingId, viewId)) ?? null;
    const view = await readView(this.client, viewId, [...(chosenBy ? [chosenBy] : []), changedBy], call);
    if (view?.reader && view.reader !== chosenBy)
      await this.viewReaders?.save(mappingId, viewId, view.reader);
    return view;
  }

  /** Who owns what comes from a system. @param ms how old what is known of users may be */
  async owners(
    mapping: Pick<ConfiguredMapping, "connectionId" | "defaultOwnerId">,
    call: DataverseCall = {},
    ms?: number,
  ): Promise<OwnerDirectory> {
    const { connectionId } = mapping;
    let cached = this.userMappings.get(connectionId);
    if (!cached) {
      cached = new Cached(
        CONFIGURATION_MS,
        (asking) => readUserMappings(this.client, connectionId, asking),
        this.clock,
      );
      this.userMappings.set(connectionId, cached);
    }
    const [users, configured] = await Promise.all([
      this.users.get(shared(call), ms),
      cached.get(shared(call), ms),
    ]);
    return createOwnerDirectory({
      users,
      mappings: configured.mappings,
      defaultOwnerId: mapping.defaultOwnerId,
      connectionDefaultOwnerId: configured.defaultOwnerId,
      connectingUserId: this.environment.userId,
    });
  }

  /** A table is not as we thought: the columns of all, and the views on them, are read anew when asked for. */
  forgetTables(): void {
    this.tables.clear();
    this.views.clear();
  }

  /** What was cached may be out of date: read anew when asked for. */
  forget(): void {
    this.mappings.forget();
    this.users.forget();
    this.forgetTables();
    this.userMappings.clear();
  }
}

/** Others will use what is fetched: it is read as the connector, and one caller's giving up must not spoil it for all. */
function shared({ counter, priority }: DataverseCall): DataverseCall {
  return { ...(counter ? { counter } : {}), ...(priority ? { priority } : {}) };
}

/** The environment's base language (LCID). */
export async function baseLanguage(client: DataverseClient, call: DataverseCall): Promise<number> {
  const rows = await client.list("organizations", { select: ["languagecode"] }, call);
  const code = rows[0]?.languagecode;
  return typeof code === "number" ? code : DEFAULT_LCID;
}
