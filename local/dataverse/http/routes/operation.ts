import type { LookupValue, MessageRequest, OperationDefinition, ParameterType } from "../../contracts";
import { noHttpResource, resourceNotFound } from "../../errors";
import type { Table } from "../../metadata/types";
import { functionInput, readParameters } from "../../odata/payload/parameters";
import { EMPTY_GUID } from "../../kernel/ids";
import { noContent, ok, type WireRequest, type WireResponse } from "../wire";
import { run } from "./run";

const NAMESPACE = /^(Microsoft\.Dynamics\.CRM|mscrm)\./;

/** The operation a segment names; bound ones need the namespace. */
export const operationNamed = (
  request: WireRequest,
  name: string,
  binding: OperationDefinition["binding"],
): OperationDefinition | undefined => {
  if (binding !== "none" && !NAMESPACE.test(name)) return undefined;
  const operation = request.kernel.registry.operation(name.replace(NAMESPACE, ""));
  return operation?.binding === binding ? operation : undefined;
};

interface Target {
  readonly table?: Table;
  readonly row?: LookupValue;
}

/** Calls an action (POST) or a function (GET); 204 when it has no response properties (docs: web-api-actions, -functions). */
export const operationRoute = async (
  request: WireRequest,
  operation: OperationDefinition,
  argument: string | undefined,
  target: Target = {},
): Promise<WireResponse> => {
  const isCall = operation.kind === "function" ? request.method === "GET" : request.method === "POST";
  if (!isCall) throw noHttpResource(request.url);
  if (operation.kind === "function" && operation.response.length === 0)
    throw resourceNotFound(operation.name);
  const given = operation.kind === "function" ? functionInput(request, operation, argument) : request.body;
  const input = readParameters(request, operation, given);
  const response = await run(request, messageOf(operation, target, input));
  if (operation.response.length === 0) return noContent();
  const type = `Microsoft.Dynamics.CRM.${operation.name}Response`;
  const properties = operation.response.map(({ name, type: kind }) => [
    name,
    response[name] ?? defaultOf(kind),
  ]);
  return ok({ "@odata.context": `${request.base}$metadata#${type}`, ...Object.fromEntries(properties) });
};

/** Bound operations are about their row; so are unbound ones with a `Target` (Merge): steps on its table hear of them. */
const messageOf = (
  operation: OperationDefinition,
  target: Target,
  input: Readonly<Record<string, unknown>>,
): MessageRequest => {
  const named = target.row ?? (input["Target"] as LookupValue | undefined);
  const table = target.table?.logicalName ?? named?.table;
  const given = target.row === undefined ? input : { Target: target.row, ...input };
  return {
    name: operation.name,
    ...(table === undefined ? {} : { table }),
    ...(named?.id === undefined ? {} : { id: named.id }),
    input: operation.toMessage?.(given) ?? given,
  };
};

/** An API without plug-in answers its properties with the default of their type (docs: custom-api). */
const defaultOf = (type: ParameterType): unknown => {
  switch (type) {
    case "Boolean":
      return false;
    case "Integer":
    case "Picklist":
    case "Decimal":
    case "Float":
    case "Money":
      return 0;
    case "Guid":
      return EMPTY_GUID;
    case "StringArray":
    case "GuidArray":
    case "EntityCollection":
      return [];
    case "DateTime":
      return "0001-01-01T00:00:00Z";
    default:
      return null;
  }
};
