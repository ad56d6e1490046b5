import { createOwnerDirectory } from "../../core/users/owner-directory";
import type { OwnerDirectory } from "../../core/users/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import type { Environment } from "../state/environments";
import type { SystemAdapter } from "../systems/system-adapter";
import type { SystemModule } from "../systems/system-module";
import { Cached } from "./cached";
import { readMappings, type ConfiguredMapping } from "./configuration";
import { readUserMappings, readUsers } from "./owners";
import { readTableMetadata, type TableMetadata } from "./table-metadata";

/** Mappings an admin has just changed are in force within this time. */
const CONFIGURATION_MS = 10_000;
const USERS_MS = 5 * 60_000;
/** Columns change when a solution is imported: seldom, and a write that meets it is told by Dataverse. */
const METADATA_MS = 10 * 60_000;
const DEFAULT_LCID = 1033;

/** A system joined to the environment, ready to be spoken to. */
export interface OpenConnection {
  readonly id: string;
  readonly adapter: SystemAdapter;
  readonly module: SystemModule;
  /** With `{id}` in it; null when records cannot be opened. */
  readonly recordUrlTemplate: string | null;
}

/** One environment at work: its client, its systems, and what an admin configured there. Nothing is shared between environments. */
export class EnvironmentRuntime {
  private readonly mappings: Cached<readonly ConfiguredMapping[]>;
  private readonly users: Cached<Awaited<ReturnType<typeof readUsers>>>;
  private readonly lcid: Cached<number>;
  private readonly tables = new Map<string, Cached<TableMetadata>>();
  private readonly userMappings = new Map<string, Cached<Awaited<ReturnType<typeof readUserMappings>>>>();

  constructor(
    readonly environment: Environment,
    readonly client: DataverseClient,
    readonly connections: ReadonlyMap<string, OpenConnection>,
  ) {
    this.mappings = new Cached(CONFIGURATION_MS, () => readMappings(client, [...connections.keys()]));
    this.users = new Cached(USERS_MS, () => readUsers(client));
    this.lcid = new Cached(METADATA_MS, () => baseLanguage(client));
  }

  configuredMappings(): Promise<readonly ConfiguredMapping[]> {
    return this.mappings.get();
  }

  /** The environment's base language (LCID): links, runs and issues are read by many, so they are written in it. */
  language(): Promise<number> {
    return this.lcid.get();
  }

  table(logicalName: string): Promise<TableMetadata> {
    let cached = this.tables.get(logicalName);
    if (!cached) {
      cached = new Cached(METADATA_MS, () => readTableMetadata(this.client, logicalName));
      this.tables.set(logicalName, cached);
    }
    return cached.get();
  }

  async owners(mapping: Pick<ConfiguredMapping, "connectionId" | "defaultOwnerId">): Promise<OwnerDirectory> {
    const { connectionId } = mapping;
    let cached = this.userMappings.get(connectionId);
    if (!cached) {
      cached = new Cached(CONFIGURATION_MS, () => readUserMappings(this.client, connectionId));
      this.userMappings.set(connectionId, cached);
    }
    const [users, mappings] = await Promise.all([this.users.get(), cached.get()]);
    return createOwnerDirectory({
      users,
      mappings,
      defaultOwnerId: mapping.defaultOwnerId,
      connectingUserId: this.environment.userId,
    });
  }

  /** What was cached may be out of date: read anew when asked for. */
  forget(): void {
    this.mappings.forget();
    this.users.forget();
    this.tables.clear();
    this.userMappings.clear();
  }
}

async function baseLanguage(client: DataverseClient, call: DataverseCall = {}): Promise<number> {
  const rows = await client.list("organizations", { select: ["languagecode"] }, call);
  const code = rows[0]?.languagecode;
  return typeof code === "number" ? code : DEFAULT_LCID;
}
