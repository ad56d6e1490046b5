import type { Kernel, StoredRow, StoredValue } from "../contracts";

/** A registered step whose handler is a webhook. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  /** Logical name of the table; absent for messages without one. */
  readonly table?: string;
  /** 10 PreValidation, 20 PreOperation, 40 PostOperation. */
  readonly stage: number;
  readonly asynchronous: boolean;
  readonly rank: number;
  /** Update steps only run when one of these columns is written; empty means any. */
  readonly filteringAttributes: readonly string[];
  readonly deleteJobOnSuccess: boolean;
  readonly endpointId: string;
}

const ENABLED = 0;
const ASYNCHRONOUS = 1;

/** Enabled webhook steps as the rows have them now, in rank order. There are few, so they are read anew each time. */
export function webhookSteps(kernel: Kernel): readonly Step[] {
  const steps: Step[] = [];
  for (const row of kernel.store.scan("sdkmessageprocessingstep")) {
    const step = stepOf(kernel, row);
    if (step !== undefined) steps.push(step);
  }
  return steps.sort((a, b) => a.rank - b.rank);
}

function stepOf(kernel: Kernel, row: StoredRow): Step | undefined {
  const { values } = row;
  const endpointId = idOf(values["eventhandler"]);
  const message = kernel.store.get("sdkmessage", idOf(values["sdkmessageid"]) ?? "")?.values["name"];
  if ((values["statecode"] ?? ENABLED) !== ENABLED || endpointId === undefined || typeof message !== "string")
    return;
  if (kernel.store.get("serviceendpoint", endpointId) === undefined) return;
  const filter = kernel.store.get("sdkmessagefilter", idOf(values["sdkmessagefilterid"]) ?? "");
  const table = filter?.values["primaryobjecttypecode"];
  return {
    id: row.id,
    name: textOf(values["name"]),
    message,
    ...(typeof table === "string" && table !== "none" ? { table } : {}),
    stage: numberOf(values["stage"]),
    asynchronous: values["mode"] === ASYNCHRONOUS,
    rank: numberOf(values["rank"]),
    filteringAttributes: textOf(values["filteringattributes"])
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    deleteJobOnSuccess: values["asyncautodelete"] === true,
    endpointId,
  };
}

export const idOf = (value: StoredValue | undefined): string | undefined =>
  value !== null && typeof value === "object" && "id" in value ? value.id : undefined;

const textOf = (value: StoredValue | undefined): string => (typeof value === "string" ? value : "");
const numberOf = (value: StoredValue | undefined): number => (typeof value === "number" ? value : 0);
