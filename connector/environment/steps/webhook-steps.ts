import * as schema from "../../../core/generated/schema";
import { uuidV5 } from "../../../core/ids/uuid-v5";
import { guidLiteral, stringLiteral } from "../../../core/odata/literal";
import type { DataverseClient } from "../../dataverse/client";
import type { Json } from "../../dataverse/json";
import { KEY_HEADER } from "../webhook-addresses";

/** Where the solution's service endpoint points before it is connected, and after. */
export const NOWHERE = "https://connector.invalid/dataverse/webhook";
const AUTH_HTTP_HEADER = 5;
const ENABLED = { statecode: 0, statuscode: 1 } as const;
export const DISABLED = { statecode: 1, statuscode: 2 } as const;

/** A step as it should be; the generated schema has those that come with the solution. */
export interface WantedStep {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  /** Null on messages that belong to no table. */
  readonly table: string | null;
  readonly stage: number;
  readonly mode: number;
  readonly rank: number;
  readonly asyncAutoDelete: boolean;
  readonly filteringAttributes: readonly string[];
}

/** After the main operation, which does nothing in an API without a plug-in; and within the call, which waits for us. */
const POST_OPERATION = 40;
const SYNCHRONOUS = 0;

/**
 * The steps that hand our Custom APIs to us. They do not come with the solution: their messages get their ids in each
 * environment, and a step that names its message is a form no export of the platform has. Connecting registers them.
 */
export const API_STEPS: readonly WantedStep[] = Object.values(schema.api).map(({ name: message }) => ({
  id: uuidV5(schema.serviceEndpoint.id, `step:${message}`),
  name: `${schema.serviceEndpoint.name}: ${message}`,
  message,
  table: null,
  stage: POST_OPERATION,
  mode: SYNCHRONOUS,
  rank: 1,
  asyncAutoDelete: false,
  filteringAttributes: [],
}));

/** Points the solution's service endpoint to us, with the key by which we recognise its calls. */
export async function pointEndpoint(client: DataverseClient, url: string, key: string): Promise<void> {
  await client.update("serviceendpoints", schema.serviceEndpoint.id, {
    url,
    authtype: AUTH_HTTP_HEADER,
    authvalue: headerValue(KEY_HEADER, key),
  });
}

/** Takes our address and key out again. */
export async function clearEndpoint(client: DataverseClient): Promise<void> {
  await client.update("serviceendpoints", schema.serviceEndpoint.id, {
    url: NOWHERE,
    authvalue: "<settings></settings>",
  });
}

/** How Dataverse keeps the headers a webhook sends. Keys are base64url: nothing in them needs escaping. */
function headerValue(name: string, value: string): string {
  return `<settings><setting name="${name}" value="${value}" /></settings>`;
}

/**
 * Registers the steps that are not there (only those of contacts come with the solution, and an import may leave them
 * out), switches on those that are off, and has updates told for exactly the columns wanted. Gives the registered ones.
 * @throws DataverseError
 */
export async function completeSteps(
  client: DataverseClient,
  wanted: readonly WantedStep[],
): Promise<readonly WantedStep[]> {
  const there = await stepsThere(client, wanted);
  const missing: WantedStep[] = [];
  for (const step of wanted) {
    const row = there.get(step.id);
    if (row === undefined) {
      await register(client, step);
      missing.push(step);
    } else {
      const change = changeOf(step, row);
      if (change) await client.update("sdkmessageprocessingsteps", step.id, change);
    }
  }
  return missing;
}

export async function removeSteps(client: DataverseClient, ids: readonly string[]): Promise<void> {
  for (const id of ids) await client.remove("sdkmessageprocessingsteps", id);
}

/** Switches steps off that have to stay because they came with the solution; those that are not there stay away. */
export async function disableSteps(client: DataverseClient, steps: readonly WantedStep[]): Promise<void> {
  for (const id of (await stepsThere(client, steps)).keys())
    await client.update("sdkmessageprocessingsteps", id, DISABLED);
}

async function stepsThere(
  client: DataverseClient,
  steps: readonly WantedStep[],
): Promise<ReadonlyMap<string, Json>> {
  if (steps.length === 0) return new Map();
  const rows = await client.list("sdkmessageprocessingsteps", {
    select: ["sdkmessageprocessingstepid", "filteringattributes", "statecode"],
    filter: steps.map((step) => `sdkmessageprocessingstepid eq ${guidLiteral(step.id)}`).join(" or "),
  });
  return new Map(rows.map((row) => [String(row.sdkmessageprocessingstepid).toLowerCase(), row]));
}

function changeOf(step: WantedStep, row: Json): Json | null {
  const told = String(row.filteringattributes ?? "")
    .split(",")
    .filter(Boolean)
    .sort();
  const differs = told.join() !== [...step.filteringAttributes].sort().join();
  const isOff = row.statecode !== ENABLED.statecode;
  if (!differs && !isOff) return null;
  return {
    ...(differs ? { filteringattributes: step.filteringAttributes.join(",") } : {}),
    ...(isOff ? ENABLED : {}),
  };
}

async function register(client: DataverseClient, step: WantedStep): Promise<void> {
  const message = await idOf(client, "sdkmessages", "sdkmessageid", `name eq ${stringLiteral(step.message)}`);
  const filter = step.table
    ? await idOf(
        client,
        "sdkmessagefilters",
        "sdkmessagefilterid",
        `_sdkmessageid_value eq ${message} and primaryobjecttypecode eq ${stringLiteral(step.table)}`,
      )
    : null;
  await client.create("sdkmessageprocessingsteps", {
    sdkmessageprocessingstepid: step.id,
    name: step.name,
    mode: step.mode,
    stage: step.stage,
    rank: step.rank,
    supporteddeployment: 0,
    asyncautodelete: step.asyncAutoDelete,
    ...(step.filteringAttributes.length > 0
      ? { filteringattributes: step.filteringAttributes.join(",") }
      : {}),
    "sdkmessageid@odata.bind": `/sdkmessages(${message})`,
    ...(filter ? { "sdkmessagefilterid@odata.bind": `/sdkmessagefilters(${filter})` } : {}),
    "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${schema.serviceEndpoint.id})`,
  });
}

async function idOf(client: DataverseClient, entitySet: string, id: string, filter: string): Promise<string> {
  const [row] = await client.list(entitySet, { select: [id], filter });
  return guidLiteral(String(row?.[id]));
}
