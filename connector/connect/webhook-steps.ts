import * as schema from "../../core/generated/schema";
import { guidLiteral, stringLiteral } from "../../core/odata/literal";
import type { DataverseClient } from "../dataverse/client";
import { KEY_HEADER } from "../webhook/dataverse-webhook";

/** Where the solution's service endpoint points before it is connected, and after. */
const NOWHERE = "https://connector.invalid/dataverse/webhook";
const AUTH_HTTP_HEADER = 5;

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

/** Registers the steps that are not there (an import may leave them out). Gives their names. */
export async function registerMissingSteps(
  client: DataverseClient,
): Promise<readonly (typeof schema.steps)[number][]> {
  const filter = schema.steps
    .map((step) => `sdkmessageprocessingstepid eq ${guidLiteral(step.id)}`)
    .join(" or ");
  const there = await client.list("sdkmessageprocessingsteps", {
    select: ["sdkmessageprocessingstepid"],
    filter,
  });
  const known = new Set(there.map((row) => String(row.sdkmessageprocessingstepid).toLowerCase()));
  const missing = schema.steps.filter((step) => !known.has(step.id));
  for (const step of missing) {
    const [message] = await client.list("sdkmessages", {
      select: ["sdkmessageid"],
      filter: `name eq ${stringLiteral(step.message)}`,
    });
    await client.create("sdkmessageprocessingsteps", {
      sdkmessageprocessingstepid: step.id,
      name: step.name,
      mode: step.mode,
      stage: step.stage,
      rank: step.rank,
      supporteddeployment: 0,
      "sdkmessageid@odata.bind": `/sdkmessages(${guidLiteral(String(message?.sdkmessageid))})`,
      "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${schema.serviceEndpoint.id})`,
    });
  }
  return missing;
}

export async function removeSteps(client: DataverseClient, ids: readonly string[]): Promise<void> {
  for (const id of ids) await client.remove("sdkmessageprocessingsteps", id);
}
