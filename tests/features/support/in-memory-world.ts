import { randomUUID } from "node:crypto";
import type { ConnectResponse, RunView } from "../../../connector/connect/admin-api";
import type { MappingLine } from "../../../core/mapping/types";
import { connectRequest, runConnector, runEnd, type TestConnector } from "../../connector/support/connector";
import { startDynamics, type Dynamics, type Identity } from "../../connector/support/dynamics";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { enginy, type Setup } from "./enginy";

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

/** Local Dynamics, the connector, and the system in memory connected to both with several mappings at once. */
export class InMemoryWorld {
  private constructor(
    readonly dynamics: Dynamics,
    readonly connector: TestConnector,
    readonly connection: ConnectResponse,
  ) {}

  static async start(setups: readonly Setup[]): Promise<InMemoryWorld> {
    enginy.begin(setups);
    const dynamics = await startDynamics();
    const connector = await runConnector();
    const answer = await connector.admin("/connect", {
      ...connectRequest(dynamics),
      system: "enginy",
      enginy: {},
    });
    if (answer.status !== 200) throw new Error(`Connecting answered ${JSON.stringify(answer.body)}`);
    return new InMemoryWorld(dynamics, connector, answer.body as unknown as ConnectResponse);
  }

  /** Brings all records of an object to Dynamics. */
  async sync(object: string): Promise<RunView> {
    const { status, body } = await this.connector.admin("/runs", {
      kind: "firstImport",
      mappingId: this.mappingOf(object),
    });
    if (status !== 202) throw new Error(`Starting answered ${status}: ${JSON.stringify(body)}`);
    return runEnd(this.connector, body.runId as string);
  }

  mappingOf(object: string): string {
    const found = this.connection.mappings.find(({ systemObject }) => systemObject === object);
    if (!found) throw new Error(`No mapping of ${object}.`);
    return found.id;
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

  /** The row an external ID of an object is joined to; undefined when it is joined to none. */
  rowOf(object: string, externalId: string): string | undefined {
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
