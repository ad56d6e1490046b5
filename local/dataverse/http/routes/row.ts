import { methodNotAllowed, notImplemented } from "../../errors";
import type { Table } from "../../metadata/types";
import type { KeyValue } from "../../odata/path/key";
import { readEntity } from "../../odata/payload/entity";
import { findRow, requireRow } from "../address";
import { parseConditions } from "../etag";
import { noContent, type WireRequest, type WireResponse } from "../wire";
import { answerRow, represent } from "./represent";
import { run } from "./run";

/** `contacts(1)`: GET, PATCH (upsert unless a condition says otherwise), DELETE. */
export const rowRoute = async (
  request: WireRequest,
  table: Table,
  key: KeyValue,
  segment: string,
): Promise<WireResponse> => {
  switch (request.method) {
    case "GET":
      return read(request, table, key);
    case "PATCH":
      return patch(request, table, key, segment);
    case "DELETE":
      return remove(request, table, key);
    case "PUT":
      throw notImplemented("PUT on a whole row (use PATCH)");
    default:
      throw methodNotAllowed(request.method);
  }
};

const read = (request: WireRequest, table: Table, key: KeyValue): WireResponse => {
  const row = requireRow(request, table, key);
  const { unlessVersion } = parseConditions(request.headers);
  if (unlessVersion === row.version) return { status: 304, headers: {} };
  return answerRow(request, table, row);
};

const patch = async (
  request: WireRequest,
  table: Table,
  key: KeyValue,
  segment: string,
): Promise<WireResponse> => {
  const conditions = parseConditions(request.headers);
  const { id: _ignored, ...body } = readEntity(request, table, request.body);
  if (conditions.mustExist) {
    const row = requireRow(request, table, key);
    const target = {
      ...body,
      ...(key.keys === undefined ? {} : { values: without(body.values, key.keys) }),
      id: row.id,
    };
    await run(request, {
      name: "Update",
      table: table.logicalName,
      id: row.id,
      input: { Target: target, ...(conditions.version === undefined ? {} : { IfMatch: conditions.version }) },
    });
    return answerPatched(request, table, row.id, segment, false);
  }
  const { id, created } = await run(request, {
    name: "Upsert",
    table: table.logicalName,
    input: { Target: { ...body, ...key }, ...(conditions.mustNotExist ? { IfNoneMatch: true } : {}) },
  });
  return answerPatched(request, table, id as string, segment, created === true);
};

/** 204 with the address that was used, or the row (200, 201 when it is new). */
const answerPatched = (
  request: WireRequest,
  table: Table,
  id: string,
  segment: string,
  created: boolean,
): WireResponse => {
  if (request.preferences.representation) return represent(request, table, id, created ? 201 : 200);
  return noContent({ "OData-EntityId": `${request.base}${segment}` });
};

const remove = async (request: WireRequest, table: Table, key: KeyValue): Promise<WireResponse> => {
  const row = key.id === undefined ? requireRow(request, table, key) : findRow(request, table, key);
  const { version } = parseConditions(request.headers);
  await run(request, {
    name: "Delete",
    table: table.logicalName,
    id: row?.id ?? key.id ?? "",
    input: version === undefined ? {} : { IfMatch: version },
  });
  return noContent();
};

const without = <T>(
  values: Readonly<Record<string, T>>,
  keys: Readonly<Record<string, unknown>>,
): Record<string, T> => Object.fromEntries(Object.entries(values).filter(([name]) => !(name in keys)));
