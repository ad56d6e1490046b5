import { ANNOTATIONS, call, getJson, send, type ODataRow } from "../api/http";
import { toApiError } from "../api/error";
import { loadSummaries, summaryOf } from "../api/metadata";
import { guid } from "../util/xml";
import { buildBatch, parseBatch } from "./batch";
import { buildRequest, type EntitySets, type ExecuteRequest, type HttpRequest } from "./execute-request";
import { rejecting } from "./rejection";

interface Reference {
  readonly entityType: string;
  readonly id: string;
}

async function entitySets(): Promise<EntitySets> {
  const tables = await loadSummaries();
  return (table) => {
    const found = tables.get(table);
    if (!found) throw new Error(`There is no table "${table}" in this environment.`);
    return found;
  };
}

async function rowPath(table: string, id: string): Promise<string> {
  return `${(await summaryOf(table)).entitySetName}(${guid(id)})`;
}

const createRecord = (table: string, data: ODataRow): Promise<Reference> =>
  rejecting(async () => {
    const response = await call((await summaryOf(table)).entitySetName, { method: "POST", body: data });
    const id = /\(([0-9a-f-]{36})\)/i.exec(response.headers.get("OData-EntityId") ?? "")?.[1] ?? "";
    return { entityType: table, id: guid(id) };
  });

const updateRecord = (table: string, id: string, data: ODataRow): Promise<Reference> =>
  rejecting(async () => {
    await call(await rowPath(table, id), { method: "PATCH", body: data });
    return { entityType: table, id };
  });

const deleteRecord = (table: string, id: string): Promise<Reference> =>
  rejecting(async () => {
    await call(await rowPath(table, id), { method: "DELETE" });
    return { entityType: table, id };
  });

const retrieveRecord = (table: string, id: string, options = ""): Promise<ODataRow> =>
  rejecting(async () => getJson<ODataRow>(`${await rowPath(table, id)}${options}`, { prefer: ANNOTATIONS }));

const retrieveMultipleRecords = (table: string, options = "", maxPageSize?: number) =>
  rejecting(async () => {
    const prefer = maxPageSize ? `${ANNOTATIONS},odata.maxpagesize=${maxPageSize}` : ANNOTATIONS;
    // The documented way to the next page is to pass the nextLink as options.
    const next = /^https?:/.test(options);
    const path = next ? options : `${(await summaryOf(table)).entitySetName}${options}`;
    const page = await getJson<{ value: ODataRow[]; "@odata.nextLink"?: string }>(path, { prefer });
    return { entities: page.value, nextLink: page["@odata.nextLink"] ?? "" };
  });

/** One request object; resolves with the fetch answer when it is 2xx, rejects with the Client API's error. */
const execute = (request: ExecuteRequest): Promise<Response> =>
  rejecting(async () => {
    const { method, path, body } = buildRequest(request, await entitySets());
    const response = await send(path, {
      method,
      ...(body === undefined ? {} : { body }),
      prefer: ANNOTATIONS,
    });
    if (!response.ok) throw await toApiError(response);
    return response;
  });

const executeMultiple = (
  requests: readonly (ExecuteRequest | readonly ExecuteRequest[])[],
): Promise<Response[]> =>
  rejecting(async () => {
    const sets = await entitySets();
    const items = requests.map((request): HttpRequest | HttpRequest[] =>
      Array.isArray(request)
        ? (request as ExecuteRequest[]).map((r) => buildRequest(r, sets))
        : buildRequest(request as ExecuteRequest, sets),
    );
    const boundary = `batch_${Math.random().toString(36).slice(2)}`;
    const response = await send("$batch", {
      method: "POST",
      body: buildBatch(items, boundary, location.origin),
      headers: { "Content-Type": `multipart/mixed; boundary=${boundary}` },
    });
    const type = response.headers.get("Content-Type") ?? "";
    const answerBoundary = /boundary=("?)([^";]+)\1/i.exec(type)?.[2];
    if (!answerBoundary) throw await toApiError(response);
    const answers = parseBatch(await response.text(), answerBoundary).map(
      (a) =>
        new Response(a.body || null, {
          status: a.status,
          statusText: a.statusText,
          headers: { ...a.headers },
        }),
    );
    const failed = answers.find((answer) => !answer.ok);
    if (failed) throw await toApiError(failed);
    return answers;
  });

const crud = { createRecord, updateRecord, deleteRecord, retrieveRecord, retrieveMultipleRecords };
const online = { ...crud, execute, executeMultiple };

/** Xrm.WebApi, and its `online` part. There is no offline store here. */
export const webApi = {
  ...online,
  online,
  isAvailableOffline: () => false,
};
