import type { Kernel, LookupValue, StoredRow } from "../contracts";
import type { Reader } from "../store/types";

/** A registered webhook step, read from its row. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  /** Logical name; absent on messages without a table, and on steps for any table. */
  readonly table?: string;
  readonly stage: number;
  readonly isAsync: boolean;
  readonly rank: number;
  /** Update only: columns of which one must be in the request. Empty means any. */
  readonly filteringAttributes: readonly string[];
  readonly endpointId: string;
  readonly deleteOnSuccess: boolean;
  readonly createdOn: string;
}

/** Where and how an endpoint is called. */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly contract: number;
  readonly authType: number;
  readonly authValue: string;
  readonly url: string;
}

/** An image a step asked for. */
export interface StepImage {
  readonly alias: string;
  readonly pre: boolean;
  readonly post: boolean;
  /** Empty means all. */
  readonly attributes: readonly string[];
}

const ENABLED = 0;
const ASYNCHRONOUS = 1;

/** The steps of the environment. Rows do not change (a write makes a new one), so each is read once. */
export class Steps {
  private readonly read = new WeakMap<StoredRow, Step | null>();

  constructor(private readonly kernel: Kernel) {}

  /** Enabled webhook steps on this message and table, in the order they run. */
  on(message: string, table: string | undefined): readonly Step[] {
    const found: Step[] = [];
    for (const row of this.kernel.store.scan("sdkmessageprocessingstep")) {
      const step = this.stepOf(row);
      if (step === null || step.message !== message) continue;
      if (step.table === undefined || step.table === table) found.push(step);
    }
    return found.length < 2 ? found : found.sort(byRank);
  }

  endpoint(id: string): Endpoint | undefined {
    const row = this.kernel.store.get("serviceendpoint", id);
    if (row === undefined) return undefined;
    const { values } = row;
    return {
      id,
      name: String(values["name"] ?? ""),
      contract: Number(values["contract"]),
      authType: Number(values["authtype"]),
      authValue: String(values["authvalue"] ?? ""),
      url: String(values["url"] ?? ""),
    };
  }

  images(stepId: string): readonly StepImage[] {
    return this.kernel.store
      .findBy("sdkmessageprocessingstepimage", "sdkmessageprocessingstepid", {
        table: "sdkmessageprocessingstep",
        id: stepId,
      })
      .map(({ values }) => ({
        alias: String(values["entityalias"] ?? values["name"] ?? ""),
        pre: values["imagetype"] !== 1,
        post: values["imagetype"] !== 0,
        attributes: listOf(values["attributes"]),
      }));
  }

  private stepOf(row: StoredRow): Step | null {
    let step = this.read.get(row);
    if (step === undefined) this.read.set(row, (step = readStep(this.kernel.store, row)));
    return step;
  }
}

const readStep = (reader: Reader, { id, values }: StoredRow): Step | null => {
  const handler = values["eventhandler"] as LookupValue | undefined;
  const message = reader.get("sdkmessage", (values["sdkmessageid"] as LookupValue | undefined)?.id ?? "");
  if (
    (values["statecode"] ?? ENABLED) !== ENABLED ||
    handler?.table !== "serviceendpoint" ||
    message === undefined
  )
    return null;
  const filter = reader.get(
    "sdkmessagefilter",
    (values["sdkmessagefilterid"] as LookupValue | undefined)?.id ?? "",
  );
  const table = filter?.values["primaryobjecttypecode"];
  return {
    id,
    name: String(values["name"] ?? ""),
    message: String(message.values["name"]),
    ...(typeof table === "string" ? { table } : {}),
    stage: Number(values["stage"]),
    isAsync: values["mode"] === ASYNCHRONOUS,
    rank: Number(values["rank"] ?? 1),
    filteringAttributes: listOf(values["filteringattributes"]),
    endpointId: handler.id,
    deleteOnSuccess: values["asyncautodelete"] === true,
    createdOn: String(values["createdon"] ?? ""),
  };
};

const listOf = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? value
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== "")
    : [];

/** Steps of one rank run in the order they were made (docs: register-plug-in, execution order). */
const byRank = (a: Step, b: Step): number =>
  a.rank - b.rank || (a.createdOn < b.createdOn ? -1 : a.createdOn > b.createdOn ? 1 : 0);
