import { randomUUID } from "node:crypto";
import { Direction, mapping, MappingStatus } from "../../../core/generated/schema";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { MappingLine, MappingPolicies, MatchRules } from "../../../core/mapping/types";
import type { ConnectResponse, RunView } from "../../../connector/connect/admin-api";
import { ENGINY_SANDBOX_KEY, type CompanyInput, type ContactInput } from "../../../local/sandboxes/enginy";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { connectTo, runConnector, runEnd, type TestConnector } from "../../connector/support/connector";
import { startDynamics, type Dynamics, type Identity } from "../../connector/support/dynamics";

const MANY = 100_000;
const { lookups } = mapping;

export type EnginyObject = "contact" | "company";

/** A line as an admin enters it; what is left out is as the set-up page begins with. */
export const line = (id: string, column: string, change: Partial<MappingLine> = {}): MappingLine => ({
  id,
  kind: "field",
  ...(change.kind === undefined || change.kind === "field" ? { systemField: id } : {}),
  column,
  direction: "toDataverse",
  writeRule: "overwrite",
  // "Enginy overwrites Dynamics" is a choice for fields; a line of another kind needs none.
  conflict: (change.kind ?? "field") === "field" ? "system" : "newest",
  transformations: [],
  ...change,
});

/** What an admin sets up for contacts or companies. */
export interface SetUp {
  readonly lines: readonly MappingLine[];
  readonly matchRules: MatchRules;
  readonly policies?: Partial<MappingPolicies>;
}

/** Where Enginy calls us, and with which key. */
interface Door {
  readonly url: string;
  readonly key: string;
}

/** Local Dynamics, Enginy's sandbox and the connector between them, as an admin has connected them. */
export class EnginyWorld {
  private crm: Door | undefined;

  private constructor(
    readonly dynamics: Dynamics,
    readonly connector: TestConnector,
    readonly connection: ConnectResponse,
  ) {}

  /** @param prepare what is there before anybody connects */
  static async start(prepare: (dynamics: Dynamics) => void = () => {}): Promise<EnginyWorld> {
    const dynamics = await startDynamics();
    // Nothing here is about limits.
    dynamics.enginy.limits.set(MANY);
    prepare(dynamics);
    const connector = await runConnector();
    return new EnginyWorld(dynamics, connector, await EnginyWorld.connect(dynamics, connector));
  }

  private static connect(dynamics: Dynamics, connector: TestConnector): Promise<ConnectResponse> {
    return connectTo(connector, dynamics, {
      system: "enginy",
      enginy: {
        apiBaseUrl: `${dynamics.url}/sandboxes/enginy/api`,
        apiKey: ENGINY_SANDBOX_KEY,
        requestsPerMinute: MANY,
      },
    });
  }

  get enginy() {
    return this.dynamics.enginy;
  }

  /** Switches an object's mapping on, set up like this. Nothing comes by itself: what is synced is what a test asks for. */
  async map(object: EnginyObject, { lines, matchRules, policies }: SetUp): Promise<void> {
    const answer = await this.dynamics.as("admin", "PATCH", `wave_mappings(${this.mappingOf(object)})`, {
      wave_fieldmap: JSON.stringify({ version: 1, lines }),
      wave_matchrules: JSON.stringify({ version: 1, groups: matchRules }),
      wave_policies: JSON.stringify({ version: 1, ...DEFAULT_POLICIES, ...policies }),
      wave_mappingstatus: MappingStatus.Active,
      wave_scheduleminutes: 0,
    });
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
  }

  /** A further mapping of an object, to another table, made and switched on by an admin; gives its id. */
  async mapAlso(
    object: EnginyObject,
    table: string,
    { lines, matchRules, policies }: SetUp,
  ): Promise<string> {
    const id = randomUUID();
    const answer = await this.dynamics.as("admin", "POST", "wave_mappings", {
      wave_mappingid: id,
      wave_name: `Enginy ${table}`,
      wave_systemobject: object,
      wave_table: table,
      wave_direction: Direction.ToDataverse,
      wave_fieldmap: JSON.stringify({ version: 1, lines }),
      wave_matchrules: JSON.stringify({ version: 1, groups: matchRules }),
      wave_policies: JSON.stringify({ version: 1, ...DEFAULT_POLICIES, ...policies }),
      wave_mappingstatus: MappingStatus.Active,
      wave_scheduleminutes: 0,
      [`${lookups.connection.nav}@odata.bind`]: `/wave_connections(${this.connection.connectionId})`,
    });
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    await this.reread();
    return id;
  }

  /** What is configured is read anew when the environment is connected again. */
  async reread(): Promise<void> {
    await EnginyWorld.connect(this.dynamics, this.connector);
  }

  /** A contact in Enginy; gives its id as we know it. */
  contact(values: ContactInput): string {
    return String(this.enginy.contacts.create(values).id);
  }

  company(values: CompanyInput): string {
    return String(this.enginy.companies.create(values).id);
  }

  /** Brings all records of an object to Dynamics. */
  sync(object: EnginyObject): Promise<RunView> {
    return this.run(object, "firstImport");
  }

  run(object: EnginyObject, kind: "firstImport" | "scheduled"): Promise<RunView> {
    return this.runMapping(this.mappingOf(object), kind);
  }

  async runMapping(mappingId: string, kind: "firstImport" | "scheduled" | "onDemand"): Promise<RunView> {
    const { status, body } = await this.connector.admin("/runs", { kind, mappingId });
    if (status !== 202) throw new Error(`Starting answered ${status}: ${JSON.stringify(body)}`);
    return runEnd(this.connector, body.runId as string);
  }

  /** A call that Enginy makes to us as its CRM, with a key that an admin has made for it. */
  async callCrm(method: string, path: string, body: object): Promise<Response> {
    this.crm ??= (await this.connector.admin("/system-keys", { system: "enginy" })).body as unknown as Door;
    return fetch(this.crm.url + path, {
      method,
      headers: { "content-type": "application/json", "x-api-key": this.crm.key },
      body: JSON.stringify(body),
    });
  }

  mappingOf(object: EnginyObject): string {
    return this.connection.mappings.find(({ systemObject }) => systemObject === object)!.id;
  }

  /** Creates a row as somebody; gives its id. */
  async row(entitySet: string, values: object, as: Identity = "admin"): Promise<string> {
    const id = randomUUID();
    const key = entitySet === "contacts" ? "contactid" : entitySet === "accounts" ? "accountid" : null;
    const answer = await this.dynamics.as(as, "POST", entitySet, {
      ...(key ? { [key]: id } : {}),
      ...values,
    });
    if (answer.status !== 204) throw new Error(`${entitySet}: ${JSON.stringify(answer.body)}`);
    return id;
  }

  stored(table: string, id: string): StoredRow["values"] {
    return this.dynamics.platform.dataverse.get(table, id)!.values;
  }

  /** The row a record of Enginy is joined to; undefined when it is joined to none. */
  rowOf(object: EnginyObject, externalId: string): string | undefined {
    const link = this.dynamics
      .rows("wave_link")
      .find(({ values }) => values.wave_externalid === externalId && values.wave_systemobject === object);
    return link?.values.wave_recordid as string | undefined;
  }

  user(email: string): string {
    const same = (value: unknown): boolean => String(value).toLowerCase() === email.toLowerCase();
    return this.dynamics.rows("systemuser").find(({ values }) => same(values.internalemailaddress))!.id;
  }

  ownerOf(table: string, id: string): string {
    return (this.stored(table, id).ownerid as { readonly id: string }).id;
  }

  async close(): Promise<void> {
    await this.connector?.close();
    await this.dynamics?.close();
  }
}
