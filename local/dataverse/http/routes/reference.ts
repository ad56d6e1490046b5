import type { LookupValue, StoredRow } from "../../contracts";
import { badPayload, methodNotAllowed } from "../../errors";
import type { Navigation, Table } from "../../metadata/types";
import { parseKey } from "../../odata/path/key";
import { resolveReference } from "../../odata/payload/reference";
import { relatedRows } from "../../odata/related-rows";
import { entityUrl } from "../address";
import { noContent, ok, type WireRequest, type WireResponse } from "../wire";
import { run } from "./run";

/** `.../$ref`: GET the addresses, POST or PUT joins, DELETE parts (docs: associate-disassociate-entities-using-web-api). */
export const referenceRoute = async (
  request: WireRequest,
  table: Table,
  row: StoredRow,
  name: string,
  navigation: Navigation,
  key: string | undefined,
): Promise<WireResponse> => {
  switch (request.method) {
    case "GET":
      return readReferences(request, row, navigation);
    case "POST":
    case "PUT":
      if ((request.method === "POST") === (navigation.kind === "one")) throw methodNotAllowed(request.method);
      await join(request, "Associate", table, row, name, bodyReference(request, table));
      return noContent();
    case "DELETE":
      await join(request, "Disassociate", table, row, name, removedReference(request, navigation, key));
      return noContent();
    default:
      throw methodNotAllowed(request.method);
  }
};

const join = (
  request: WireRequest,
  message: string,
  table: Table,
  row: StoredRow,
  name: string,
  related: LookupValue | undefined,
) =>
  run(request, {
    name: message,
    table: table.logicalName,
    id: row.id,
    input: { Relationship: name, ...(related === undefined ? {} : { RelatedEntity: related }) },
  });

const readReferences = (request: WireRequest, row: StoredRow, navigation: Navigation): WireResponse => {
  const rows = relatedRows(request, navigation, row);
  const urls = rows.flatMap((one) => {
    const target = request.kernel.model.table(one.table);
    return target === undefined ? [] : [{ "@odata.id": entityUrl(request.base, target, one.id) }];
  });
  const context = `${request.base}$metadata#${navigation.kind === "one" ? "$ref" : "Collection($ref)"}`;
  if (navigation.kind !== "one") return ok({ "@odata.context": context, value: urls });
  return urls[0] === undefined ? noContent() : ok({ "@odata.context": context, ...urls[0] });
};

const bodyReference = (request: WireRequest, table: Table): LookupValue => {
  const address = (request.body as { "@odata.id"?: unknown } | undefined)?.["@odata.id"];
  if (typeof address !== "string")
    throw badPayload(table.entitySet, "The property '@odata.id' was expected.");
  return resolveReference(request, address);
};

/** `$ref?$id=<address>`, or `nav(<key>)/$ref`. */
const removedReference = (
  request: WireRequest,
  navigation: Navigation,
  key: string | undefined,
): LookupValue | undefined => {
  const address = request.query.options.get("$id");
  if (address !== undefined) return resolveReference(request, address);
  const target = request.kernel.model.table(navigation.target);
  const id = key === undefined || target === undefined ? undefined : parseKey(target, key).id;
  return id === undefined ? undefined : { table: navigation.target, id };
};
