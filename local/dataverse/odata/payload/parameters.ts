import type { EntityInput, LookupValue, OperationDefinition, ParameterDefinition } from "../../contracts";
import { badParameter, invalidUri, missingParameter, unknownParameter } from "../../errors";
import { isGuid } from "../../kernel/ids";
import { toSeconds } from "../../messages/rows/time";
import type { Table } from "../../metadata/types";
import type { QueryScope } from "../../query/types";
import { parseLiteral } from "../literals";
import type { QueryOptions } from "../options";
import { splitOutside } from "../split";
import { readEntity } from "./entity";
import { resolveReference } from "./reference";

type Json = Readonly<Record<string, unknown>>;

/** Checks an operation's input against its parameters and gives it in the form handlers take. */
export const readParameters = (
  scope: QueryScope,
  operation: OperationDefinition,
  given: unknown,
): Record<string, unknown> => {
  const body = given === undefined || given === null || given === "" ? {} : given;
  if (typeof body !== "object" || Array.isArray(body))
    throw badParameter("", "payload must be a JSON object.");
  const input: Record<string, unknown> = {};
  const known = new Map(operation.parameters.map((parameter) => [parameter.name, parameter]));
  for (const [name, value] of Object.entries(body as Json)) {
    if (name.includes("@")) continue;
    const parameter = known.get(name);
    if (parameter === undefined) throw unknownParameter(name, operation.name);
    if (value !== null) input[name] = readParameter(scope, parameter, value);
  }
  for (const { name, optional } of operation.parameters) {
    if (!optional && input[name] === undefined) throw missingParameter(name);
  }
  return input;
};

const readParameter = (scope: QueryScope, parameter: ParameterDefinition, value: unknown): unknown => {
  const read = READERS[parameter.type](scope, value, parameter);
  if (read === undefined)
    throw badParameter(parameter.name, `cannot be converted to the type '${parameter.type}'.`);
  return read;
};

type Reader = (scope: QueryScope, value: unknown, parameter: ParameterDefinition) => unknown;

const text: Reader = (_scope, value) => (typeof value === "string" ? value : undefined);
const wholeNumber: Reader = (_scope, value) => (Number.isInteger(value) ? value : undefined);
const anyNumber: Reader = (_scope, value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
const listOf =
  (fits: (value: unknown) => boolean): Reader =>
  (_scope, value) =>
    Array.isArray(value) && value.every(fits) ? value : undefined;

/** Rows of no fixed type must say theirs (docs: bulk-operations, `@odata.type` in each target). */
const tableOf = (scope: QueryScope, value: unknown, parameter: ParameterDefinition): Table | undefined => {
  const type = (value as Json | null)?.["@odata.type"];
  const name = typeof type === "string" ? type.replace(/^#?Microsoft\.Dynamics\.CRM\./, "") : parameter.table;
  return name === undefined ? undefined : scope.kernel.model.table(name);
};

const entity: Reader = (scope, value, parameter): EntityInput | undefined => {
  const table = tableOf(scope, value, parameter);
  return table === undefined ? undefined : readEntity(scope, table, value);
};

/** A row by its primary id and `@odata.type`, or by `@odata.id`. */
const reference: Reader = (scope, value, parameter): LookupValue | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const address = (value as Json)["@odata.id"];
  if (typeof address === "string") return resolveReference(scope, address);
  const table = tableOf(scope, value, parameter);
  const id = table === undefined ? undefined : (value as Json)[table.primaryId];
  return table !== undefined && isGuid(id) ? { table: table.logicalName, id: id.toLowerCase() } : undefined;
};

const READERS: Readonly<Record<ParameterDefinition["type"], Reader>> = {
  String: text,
  Boolean: (_scope, value) => (typeof value === "boolean" ? value : undefined),
  Integer: wholeNumber,
  Picklist: wholeNumber,
  Decimal: anyNumber,
  Float: anyNumber,
  Money: anyNumber,
  Guid: (_scope, value) => (isGuid(value) ? value.toLowerCase() : undefined),
  DateTime: (_scope, value) => {
    const moment = typeof value === "string" ? new Date(value) : undefined;
    return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : toSeconds(moment);
  },
  StringArray: listOf((one) => typeof one === "string"),
  GuidArray: listOf(isGuid),
  Binary: text,
  Json: (_scope, value) => value,
  Entity: entity,
  EntityReference: reference,
  EntityCollection: (scope, value, parameter) => {
    if (!Array.isArray(value)) return undefined;
    const rows = value.map((row) => entity(scope, row, parameter));
    return rows.includes(undefined) ? undefined : rows;
  },
};

/** A function's input, from `Name(a=1,b=@p)?@p='x'`. */
export const functionInput = (
  { query }: { readonly query: QueryOptions },
  operation: OperationDefinition,
  argument: string | undefined,
): Json => {
  const input: Record<string, unknown> = {};
  if (argument === undefined || argument.trim() === "") return input;
  for (const part of splitOutside(argument, ",")) {
    const equals = part.indexOf("=");
    if (equals < 0)
      throw invalidUri(`Bad Request - Error in query syntax: '${operation.name}(${argument})'.`);
    input[part.slice(0, equals).trim()] = argumentValue(query.aliases, part.slice(equals + 1).trim());
  }
  return input;
};

const argumentValue = (aliases: ReadonlyMap<string, string>, text: string): unknown => {
  const value = text.startsWith("@") ? aliases.get(text) : text;
  if (value === undefined) throw invalidUri(`The parameter alias '${text}' has no value in the request.`);
  const literal = parseLiteral(value);
  if (literal !== undefined) return literal.value;
  return parseJson(value.includes('"') || !value.startsWith("[") ? value : value.replaceAll("'", '"'));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidUri(`Bad Request - Error in query syntax: '${text}'.`);
  }
};
