import type { StoredRow } from "../../contracts";
import { badPayload, methodNotAllowed, noSuchProperty, notImplemented, resourceNotFound } from "../../errors";
import type { Navigation, Table } from "../../metadata/types";
import { columnOfProperty, isLookupColumn } from "../../odata/filter/property";
import { parseKey } from "../../odata/path/key";
import { splitSegment } from "../../odata/path/segment";
import { readEntity } from "../../odata/payload/entity";
import { readValue } from "../../odata/payload/value";
import { relatedRows } from "../../odata/related-rows";
import { jsonValue } from "../../odata/write/row";
import { accessColumn } from "../../query/access";
import { etag } from "../etag";
import { noContent, ok, type WireRequest, type WireResponse } from "../wire";
import { answerCreated, answerList, countRoute } from "./collection";
import { referenceRoute } from "./reference";
import { answerRow } from "./represent";
import { run } from "./run";

/** What follows `contacts(1)/`: a column, a navigation property, `$ref`, `$count`, `$value`. */
export const memberRoute = async (
  request: WireRequest,
  table: Table,
  row: StoredRow,
  path: string,
  rest: readonly string[],
): Promise<WireResponse> => {
  const { name, argument } = splitSegment(rest[0] ?? "");
  const navigation = request.kernel.model.navigation(table.logicalName, name);
  const further = rest.slice(1);
  if (navigation === undefined) return columnRoute(request, table, row, name, further);
  if (further[0] === "$ref") return referenceRoute(request, table, row, name, navigation, argument);
  const target = targetTable(request, navigation, row);
  const rows = relatedRows(request, navigation, row);
  const here = `${path}/${name}`;
  if (navigation.kind === "one") return single(request, target, rows[0], here, further);
  if (argument !== undefined) {
    const key = parseKey(target, argument);
    const found = rows.find((one) => one.id === key.id);
    if (found === undefined) throw resourceNotFound(rest[0] ?? "");
    return single(request, target, found, `${here}(${argument})`, further);
  }
  if (further[0] === "$count") return countRoute(request, target, rows);
  if (further.length > 0) throw notImplemented(`the path segment '${further[0] ?? ""}' after a collection`);
  return collection(request, table, row, target, navigation, here, rows);
};

const targetTable = (request: WireRequest, navigation: Navigation, row: StoredRow): Table => {
  const name =
    navigation.kind === "one" && navigation.target === "owner"
      ? (row.values["ownerid"] as { table?: string } | undefined)?.table
      : navigation.target;
  const table = request.kernel.model.table(name ?? navigation.target);
  if (table === undefined) throw notImplemented(`rows of '${navigation.target}'`);
  return table;
};

/** GET of a single-valued navigation property: the row, or 204 when there is none. */
const single = async (
  request: WireRequest,
  table: Table,
  row: StoredRow | undefined,
  path: string,
  further: readonly string[],
): Promise<WireResponse> => {
  if (row === undefined) return noContent();
  if (further.length > 0) return memberRoute(request, table, row, path, further);
  if (request.method !== "GET")
    throw notImplemented(`${request.method} on a navigation property (address the row itself)`);
  return answerRow(request, table, row);
};

/** `accounts(1)/contact_customer_accounts`: GET lists, POST creates one that belongs to the row, PUT replaces parties. */
const collection = async (
  request: WireRequest,
  table: Table,
  row: StoredRow,
  target: Table,
  navigation: Navigation,
  path: string,
  rows: readonly StoredRow[],
): Promise<WireResponse> => {
  if (request.method === "GET") return answerList(request, target, path, rows);
  if (navigation.kind !== "many") throw methodNotAllowed(request.method);
  if (request.method === "POST") return createRelated(request, row, target, navigation);
  if (request.method === "PUT" && target.logicalName === "activityparty")
    return replaceParties(request, table, row, target, navigation);
  throw methodNotAllowed(request.method);
};

const createRelated = async (
  request: WireRequest,
  row: StoredRow,
  target: Table,
  { relationship }: Navigation & { kind: "many" },
): Promise<WireResponse> => {
  const entity = readEntity(request, target, request.body);
  const values = { ...entity.values, [relationship.referencingColumn]: { table: row.table, id: row.id } };
  const response = await run(request, {
    name: "Create",
    table: target.logicalName,
    input: { Target: { ...entity, values } },
  });
  return answerCreated(request, target, response["id"] as string);
};

/** `PUT emails(1)/email_activity_parties {"value":[...]}` (docs: activity parties). */
const replaceParties = async (
  request: WireRequest,
  table: Table,
  row: StoredRow,
  target: Table,
  { relationship }: Navigation & { kind: "many" },
): Promise<WireResponse> => {
  const value = (request.body as { value?: unknown } | undefined)?.value;
  if (!Array.isArray(value))
    throw badPayload(table.entitySet, "The property 'value' with a collection was expected.");
  const parties = value.map((one) => readEntity(request, target, one));
  const related = { [relationship.collection]: parties };
  await run(request, {
    name: "Update",
    table: table.logicalName,
    id: row.id,
    input: { Target: { table: table.logicalName, id: row.id, values: {}, related } },
  });
  return noContent();
};

/** `contacts(1)/firstname`: GET, PUT `{"value": x}`, DELETE (docs: update or delete a single property). */
const columnRoute = async (
  request: WireRequest,
  table: Table,
  row: StoredRow,
  name: string,
  further: readonly string[],
): Promise<WireResponse> => {
  const column = columnOfProperty(request, table.logicalName, name);
  if (request.method === "GET") {
    request.kernel.security.require(request.context, "Read", table.logicalName, row);
    const value = accessColumn(column)(row);
    if (value === null || value === undefined) return noContent();
    if (further[0] === "$value")
      return { status: 200, headers: { "Content-Type": "text/plain" }, body: String(jsonValue(value)) };
    const context = `${request.base}$metadata#${table.entitySet}(${row.id})/${name}`;
    return ok({ "@odata.context": context, value: jsonValue(value) }, { ETag: etag(row.version) });
  }
  if (isLookupColumn(column)) throw noSuchProperty(name, table.logicalName);
  const value = request.method === "DELETE" ? null : putValue(request, table, column);
  await run(request, {
    name: "Update",
    table: table.logicalName,
    id: row.id,
    input: { Target: { table: table.logicalName, id: row.id, values: { [column.logicalName]: value } } },
  });
  return noContent();
};

const putValue = (request: WireRequest, table: Table, column: Parameters<typeof readValue>[1]) => {
  if (request.method !== "PUT") throw methodNotAllowed(request.method);
  const body = request.body as { value?: unknown } | undefined;
  if (body === undefined || !("value" in body))
    throw badPayload(table.entitySet, "The property 'value' was expected.");
  return readValue(table.entitySet, column, body.value);
};
