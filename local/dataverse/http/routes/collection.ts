import type { StoredRow } from "../../contracts";
import { methodNotAllowed } from "../../errors";
import type { Table } from "../../metadata/types";
import { countRows, retrieveMultiple, type QueryResult } from "../../odata/retrieve-multiple";
import { readSkipToken, skipToken } from "../../odata/paging";
import { readEntity } from "../../odata/payload/entity";
import { entityUrl } from "../address";
import { applied } from "../prefer";
import { noContent, ok, type WireRequest, type WireResponse } from "../wire";
import { answerDelta, startTracking } from "./changes";
import { answerFetchXml, answerView } from "./fetch-xml";
import { answerApply } from "./apply";
import { queryOf, run } from "./run";
import { represent } from "./represent";

/** `contacts`: GET lists, POST creates. */
export const collectionRoute = async (request: WireRequest, table: Table): Promise<WireResponse> => {
  if (request.method === "GET") return list(request, table);
  if (request.method === "POST") return createRow(request, table);
  throw methodNotAllowed(request.method);
};

const list = (request: WireRequest, table: Table): WireResponse => {
  const { others, options } = request.query;
  const fetchXml = others.get("fetchXml");
  if (fetchXml !== undefined) return answerFetchXml(request, table, fetchXml);
  const savedQuery = others.get("savedQuery");
  if (savedQuery !== undefined) return answerView(request, table, "savedquery", savedQuery);
  const userQuery = others.get("userQuery");
  if (userQuery !== undefined) return answerView(request, table, "userquery", userQuery);
  if (options.has("$deltatoken")) return answerDelta(request, table);
  if (request.preferences.trackChanges || isTracking(options.get("$skiptoken")))
    return startTracking(request, table);
  const apply = options.get("$apply");
  if (apply !== undefined) return answerApply(request, table, apply);
  return answerList(request, table, table.entitySet);
};

/** A further page of a tracked read says so itself. */
const isTracking = (token: string | undefined): boolean =>
  token !== undefined && readSkipToken(token).delta !== undefined;

/** Lists rows of a table, or those behind a navigation property (`within`). */
export const answerList = (
  request: WireRequest,
  table: Table,
  path: string,
  within?: readonly StoredRow[],
): WireResponse => {
  const result = retrieveMultiple({
    ...queryOf(request),
    table,
    ...(within === undefined ? {} : { within }),
  });
  return ok(
    listBody(request, table, path, result),
    applied(request.preferences, ["annotations", "maxPageSize"]),
  );
};

export const listBody = (
  request: WireRequest,
  table: Table,
  path: string,
  result: QueryResult,
): Record<string, unknown> => ({
  "@odata.context": `${request.base}$metadata#${table.entitySet}${result.projection}`,
  ...result.annotations,
  ...(result.count === undefined ? {} : { "@odata.count": result.count }),
  value: result.rows,
  ...(result.next === undefined
    ? {}
    : { "@odata.nextLink": nextLink(request, path, skipToken(result.next)) }),
});

/** The same request with the place to go on from. */
const nextLink = ({ base, search }: WireRequest, path: string, token: string): string => {
  const kept = search.split("&").filter((part) => part !== "" && !/^(\$|%24)skiptoken=/i.test(part));
  return `${base}${path}?${[...kept, `$skiptoken=${token}`].join("&")}`;
};

/** `contacts/$count`: plain text. */
export const countRoute = (
  request: WireRequest,
  table: Table,
  within?: readonly StoredRow[],
): WireResponse => {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const count = countRows({ ...queryOf(request), table, ...(within === undefined ? {} : { within }) });
  return { status: 200, headers: { "Content-Type": "text/plain" }, body: String(count) };
};

const createRow = async (request: WireRequest, table: Table): Promise<WireResponse> => {
  const target = readEntity(request, table, request.body);
  const response = await run(request, {
    name: "Create",
    table: table.logicalName,
    ...(target.id === undefined ? {} : { id: target.id }),
    input: { Target: target },
  });
  return answerCreated(request, table, response["id"] as string);
};

/** 204 with the new row's address, or 201 with the row itself. */
export const answerCreated = (request: WireRequest, table: Table, id: string): WireResponse => {
  const url = entityUrl(request.base, table, id);
  if (request.preferences.representation) return represent(request, table, id, 201);
  return noContent({ "OData-EntityId": url, ...(request.tx === undefined ? {} : { Location: url }) });
};
