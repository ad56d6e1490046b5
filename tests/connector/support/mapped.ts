import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SystemFieldInfo } from "../../../core/mapping/system-fields";
import type { CompanyPolicy, MappingLine, MappingPolicies, MatchRules } from "../../../core/mapping/types";
import type { SystemRecord, Values } from "../../../core/records";
import * as schema from "../../../core/generated/schema";
import { systemClock } from "../../../connector/clock/clock";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { DataverseClient } from "../../../connector/dataverse/client";
import { Governor } from "../../../connector/dataverse/governor";
import { RequestCounter } from "../../../connector/dataverse/request-counter";
import { createTokenSource } from "../../../connector/dataverse/sign-in";
import { Transport } from "../../../connector/dataverse/transport";
import { EnvironmentRuntime } from "../../../connector/environment/environment-runtime";
import { createLogger } from "../../../connector/logging/logger";
import { syncRecords, preview } from "../../../connector/pipeline/sync-records";
import { buildSync, chooseMapping, type SyncRequest } from "../../../connector/pipeline/build/build-sync";
import type { Result } from "../../../connector/pipeline/item";
import type { Sync } from "../../../connector/pipeline/sync";
import { importCandidates } from "../../../connector/runs/import-candidates";
import { importRecords } from "../../../connector/runs/import-chunk";
import type { RecordName } from "../../../connector/state/changes";
import type { SystemObject } from "../../../connector/systems/contract/object";
import type { OpenSystem, SystemModule } from "../../../connector/systems/contract/system";
import { addEnvironment } from "./environment";
import { startDynamics, type Dynamics } from "./dynamics";
import type { StoredRow, StoredValue } from "../../../local/dataverse/contracts";

const OBJECT = "contact";

/** What a system may say about itself; by default nothing but names. */
const FIELDS: readonly SystemFieldInfo[] = [
  { name: "firstName", type: "text" },
  { name: "lastName", type: "text" },
  { name: "email", type: "email" },
  { name: "phone", type: "phone" },
  { name: "company", type: "text" },
  { name: "website", type: "url" },
  { name: "owner", type: "user" },
];

export interface MappedOptions {
  readonly fields?: readonly SystemFieldInfo[];
  readonly table?: string;
}

/** What an admin wrote into the mapping; names come with it, so that a contact can be made at all. */
export interface Documents {
  readonly lines?: readonly (Partial<MappingLine> & Pick<MappingLine, "column">)[];
  readonly matchRules?: MatchRules;
  readonly policies?: Partial<Omit<MappingPolicies, "companies">> & {
    readonly companies?: Partial<CompanyPolicy>;
  };
  readonly defaultOwner?: string | null;
}

/** A local Dynamics with one mapping to a system that is nothing but a list of records: what the pipeline does, seen from close. */
export class Mapped {
  readonly records = new Map<string, SystemRecord>();
  readonly log: string[] = [];
  readonly mappingId = randomUUID();
  readonly connectionId = randomUUID();
  counter = new RequestCounter();
  runtime!: EnvironmentRuntime;

  private constructor(
    readonly dynamics: Dynamics,
    readonly database: Database,
    private readonly table: string,
    private readonly fields: readonly SystemFieldInfo[],
  ) {}

  static async start({ fields = [], table = "contact" }: MappedOptions = {}): Promise<Mapped> {
    const [dynamics, database] = await Promise.all([startDynamics(), openDatabase({})]);
    const mapped = new Mapped(dynamics, database, table, [...FIELDS, ...fields]);
    await mapped.connect();
    return mapped;
  }

  /** Writes the mapping as an admin would, and lets the connector forget what it knew of it. */
  async map({ lines = [], matchRules, policies = {}, defaultOwner = null }: Documents): Promise<void> {
    const { columns, lookups } = schema.mapping;
    const names =
      this.table === "contact" ? [line("firstName", "firstname"), line("lastName", "lastname")] : [];
    const all = [...names, ...lines.map((each) => line(each.systemField ?? each.column, each.column, each))];
    const byName: MatchRules = [[{ systemField: "lastName", column: "lastname", comparison: "name" }]];
    const answer = await this.dynamics.as(
      "admin",
      "PATCH",
      `${schema.mapping.entitySet}(${this.mappingId})`,
      {
        [columns.name]: "Mapped",
        [columns.systemobject]: OBJECT,
        [columns.table]: this.table,
        [columns.direction]: schema.Direction.Both,
        [columns.mappingstatus]: schema.MappingStatus.Active,
        [columns.conflictpolicy]: schema.ConflictPolicy.System,
        [columns.fieldmap]: JSON.stringify({ version: 1, lines: all }),
        [columns.matchrules]: JSON.stringify({ version: 1, groups: matchRules ?? byName }),
        [columns.policies]: JSON.stringify({
          version: 1,
          newRows: "all",
          createAs: "connector",
          ...policies,
        }),
        [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${this.connectionId})`,
        [`${lookups.defaultowner.nav}@odata.bind`]: defaultOwner ? `/systemusers(${defaultOwner})` : null,
      },
    );
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    this.runtime.forget();
  }

  /** Adds or changes a record of the system. */
  put(id: string, values: Values): void {
    const known = this.records.get(id)?.values ?? { firstName: "Ines", lastName: `Of ${id}` };
    this.records.set(id, { id, values: { ...known, ...values } });
  }

  /** Brings records together through one door; by default as an event would. */
  async sync(
    names: readonly (string | RecordName)[],
    request: Partial<SyncRequest> = {},
  ): Promise<readonly Result[]> {
    return syncRecords(await this.prepare(request), names.map(nameOf));
  }

  /** A first import of these records. */
  async import(ids: readonly string[]): Promise<readonly Result[]> {
    const sync = await this.prepare({ trigger: "run", direction: "toDataverse" });
    const { candidates } = await importCandidates(sync, new Date());
    const records = ids.map((id) => this.records.get(id)!);
    return importRecords(sync, records, candidates);
  }

  /** The same with a sync that was prepared earlier. */
  with(sync: Sync, names: readonly (string | RecordName)[]): Promise<readonly Result[]> {
    return syncRecords(sync, names.map(nameOf));
  }

  async preview(names: readonly (string | RecordName)[], request: Partial<SyncRequest> = {}) {
    return preview(
      await this.prepare({ trigger: "preview", ...request } as Partial<SyncRequest>),
      names.map(nameOf),
    );
  }

  async prepare(request: Partial<SyncRequest> = {}): Promise<Sync> {
    this.counter = new RequestCounter();
    const configured = await chooseMapping(this.runtime, { mappingId: this.mappingId });
    return buildSync(
      {
        trigger: "event",
        runtime: this.runtime,
        database: this.database,
        clock: systemClock,
        logger: createLogger("debug", { write: (text) => void this.log.push(text) }),
        direction: "both",
        correlationId: randomUUID(),
        counter: this.counter,
        leaseOwner: randomUUID(),
        ...request,
      } as SyncRequest,
      configured,
    );
  }

  /** The row a record became, as stored. */
  rowOf(results: readonly Result[], at = 0): Readonly<Record<string, StoredValue>> {
    const row = this.rows().find((each) => each.id === results[at]?.rowId);
    if (!row) throw new Error(`No row: ${JSON.stringify(results[at])}`);
    return row.values;
  }

  rows(table = this.table): readonly StoredRow[] {
    return this.dynamics.rows(table);
  }

  /** Adds a row as an admin. Gives its id. */
  async add(entitySet: string, values: object): Promise<string> {
    const id = randomUUID();
    const answer = await this.dynamics.as("admin", "PATCH", `${entitySet}(${id})`, values);
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    return id;
  }

  /** As after a restart: everything that was known is read anew. */
  restart(): void {
    const { environment, client, connections } = this.runtime;
    this.runtime = new EnvironmentRuntime(environment, client, connections);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.dynamics.close();
  }

  private async connect(): Promise<void> {
    const { url } = this.dynamics;
    const credentials = { authority: `${url}/local`, clientId: "connector", clientSecret: "local" };
    const client = new DataverseClient(
      new Transport(url, createTokenSource(url, credentials), new Governor()),
    );
    const { userId, organizationId } = await client.whoAmI();
    const environment = await addEnvironment(this.database, { url, userId, organizationId });
    const connection = {
      id: this.connectionId,
      adapter: this.adapter(),
      module: this.module(),
      recordUrlTemplate: null,
      since: new Date(0),
    };
    this.runtime = new EnvironmentRuntime(
      { ...environment, connectedOn: new Date(0) },
      client,
      new Map([[this.connectionId, connection]]),
    );
    const { columns, entitySet } = schema.connection;
    await client.upsert(entitySet, this.connectionId, {
      [columns.name]: "Enginy",
      [columns.system]: schema.System.Enginy,
      [columns.connectionstatus]: schema.ConnectionStatus.Connected,
    });
  }

  private module(): SystemModule {
    return {
      system: "Enginy",
      key: "mapped",
      activities: true,
      settings: z.object({}),
      open: () => this.adapter(),
      credentialsGoTo: () => [],
      systemUrl: () => "https://app.example.com",
      defaultMappings: () => [],
      recordUrlTemplate: () => null,
    };
  }

  private adapter(): OpenSystem {
    const write = (id: string, values: Values): SystemRecord => {
      this.put(id, values);
      return this.records.get(id)!;
    };
    const object: SystemObject = {
      name: OBJECT,
      fields: async () => Object.fromEntries(this.fields.map((field) => [field.name, field])),
      list: async () => ({ records: [...this.records.values()], next: null }),
      listChanged: async () => ({ records: [...this.records.values()], next: null }),
      read: async (id) => this.records.get(id) ?? null,
      readMany: async (ids) => ids.flatMap((id) => this.records.get(id) ?? []),
      create: { safe: "key", run: async ({ values, key }) => write(key, values) },
      update: async (id, values) => write(id, values),
      remove: async (id) => void this.records.delete(id),
      find: async () => [...this.records.values()],
    };
    return {
      system: "Enginy",
      objects: new Map([[object.name, object]]),
      check: async () => ({ id: "1", name: "Mapped" }),
      users: async () => [],
    };
  }
}

function nameOf(name: string | RecordName): RecordName {
  return typeof name === "string" ? { externalId: name } : name;
}

function line(systemField: string, column: string, more: Partial<MappingLine> = {}): Partial<MappingLine> {
  const field = more.kind && more.kind !== "field" && more.kind !== "campaign" ? {} : { systemField };
  return { id: more.id ?? systemField, kind: "field", ...field, column, direction: "toDataverse", ...more };
}
