import * as schema from "../../../core/generated/schema";
import { API_STEPS, NOWHERE } from "../../environment/steps/webhook-steps";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Transport } from "../../dataverse/transport";
import { get, patch } from "./web-api";

interface StepRow {
  readonly sdkmessageprocessingstepid: string;
  readonly name: string;
  readonly filteringattributes: string | null;
  readonly statecode: number;
  readonly statuscode: number;
}

/** What connecting has made of the solution's endpoint and steps. */
export interface Connection {
  readonly url: string;
  /** Whether a secret is set: it can be written and never read. */
  readonly hasSecret: boolean;
  readonly steps: readonly StepRow[];
}

/** What an import did to a connection. */
export interface Kept {
  /** What it had overwritten, and is as before again. */
  readonly putBack: readonly string[];
  /** Whether somebody has to connect again. */
  readonly connectAgain: boolean;
}

/** The environment's connection; null where the solution is not there, or nobody is connected. @throws DataverseError */
export async function findConnection(dataverse: Transport): Promise<Connection | null> {
  const { id } = schema.serviceEndpoint;
  const endpoint = await get<{ url: string | null; isauthvalueset: boolean | null }>(
    dataverse,
    `serviceendpoints(${id})?$select=url,isauthvalueset`,
  ).catch((error: unknown) => {
    if (error instanceof DataverseError && error.status === 404) return null;
    throw error;
  });
  if (!endpoint?.url || endpoint.url === NOWHERE) return null;
  const columns = "sdkmessageprocessingstepid,name,filteringattributes,statecode,statuscode";
  const { value } = await get<{ value: readonly StepRow[] }>(
    dataverse,
    `sdkmessageprocessingsteps?$select=${columns}&$filter=_eventhandler_value eq ${id}`,
  );
  return { url: endpoint.url, hasSecret: endpoint.isauthvalueset === true, steps: value };
}

/**
 * Gives the endpoint its address and the steps their columns and states again, where an import has overwritten them: an
 * unmanaged one does, since the zip holds a placeholder and the columns of a new mapping. A managed one leaves them alone.
 * @throws DataverseError
 */
export async function keepConnection(dataverse: Transport, before: Connection): Promise<Kept> {
  const putBack: string[] = [];
  if ((await findConnection(dataverse))?.url !== before.url) {
    await patch(dataverse, `serviceendpoints(${schema.serviceEndpoint.id})`, { url: before.url });
    putBack.push("the connector's address");
  }
  const after = await findConnection(dataverse);
  const now = new Map(after?.steps.map((step) => [step.sdkmessageprocessingstepid, step]));
  for (const { sdkmessageprocessingstepid: id, name, ...was } of before.steps) {
    const is = now.get(id);
    if (is === undefined || !differs(was, is)) continue;
    await patch(dataverse, `sdkmessageprocessingsteps(${id})`, was);
    putBack.push(`the step "${name}"`);
  }
  const lost =
    before.steps.some((step) => !now.has(step.sdkmessageprocessingstepid)) ||
    API_STEPS.some((step) => !now.has(step.id));
  return { putBack, connectAgain: lost || !before.hasSecret || after?.hasSecret !== true };
}

function differs(was: Omit<StepRow, "sdkmessageprocessingstepid" | "name">, is: StepRow): boolean {
  const columns = (text: string | null): string => (text ?? "").split(",").sort().join();
  return (
    columns(was.filteringattributes) !== columns(is.filteringattributes) || was.statecode !== is.statecode
  );
}
