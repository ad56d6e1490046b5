import { dangerousPath, resourceNotFound } from "../errors";
import { parseKey } from "../odata/path/key";
import { splitPath, splitSegment } from "../odata/path/segment";
import { requireRow } from "./address";
import { collectionRoute, countRoute } from "./routes/collection";
import { memberRoute } from "./routes/member";
import { operationNamed, operationRoute } from "./routes/operation";
import { rowRoute } from "./routes/row";
import { metadataRoute } from "./routes/metadata";
import type { WireRequest, WireResponse } from "./wire";

/** Finds the route of an address: service document and metadata, operations, tables, rows and what hangs on them. */
export const dispatch = async (request: WireRequest): Promise<WireResponse> => {
  const segments = splitPath(request.path);
  const first = segments[0];
  const metadata = await metadataRoute(request, segments);
  if (metadata !== undefined) return metadata;
  const { name, argument } = splitSegment(first ?? "");
  const table = request.kernel.model.tableBySet(name);
  if (table === undefined) {
    const operation = operationNamed(request, name, "none");
    if (operation === undefined || segments.length > 1) throw resourceNotFound(name);
    return operationRoute(request, operation, argument);
  }
  const second = segments[1];
  if (argument === undefined) {
    if (second === undefined) return collectionRoute(request, table);
    if (second === "$count") return countRoute(request, table);
    const bound = splitSegment(second);
    const operation = operationNamed(request, bound.name, "collection");
    if (operation === undefined || (operation.table !== undefined && operation.table !== table.logicalName))
      throw resourceNotFound(second);
    return operationRoute(request, operation, bound.argument, { table });
  }
  refuseDangerous(argument);
  const key = parseKey(table, argument);
  if (second === undefined) return rowRoute(request, table, key, first ?? "");
  const row = requireRow(request, table, key);
  const bound = splitSegment(second);
  const operation = operationNamed(request, bound.name, "entity");
  if (operation === undefined) return memberRoute(request, table, row, first ?? "", segments.slice(1));
  if (operation.table !== undefined && operation.table !== table.logicalName) throw resourceNotFound(second);
  return operationRoute(request, operation, bound.argument, { table, row: { table: row.table, id: row.id } });
};

/** Key data with these characters cannot be sent in an address, encoded or not (docs: use-alternate-keys, limitations). */
const refuseDangerous = (argument: string): void => {
  for (const [text] of argument.matchAll(/'(?:[^']|'')*'/g)) {
    const character = /[<>*%&:\\?+/]/.exec(text)?.[0];
    if (character !== undefined) throw dangerousPath(character);
  }
};
