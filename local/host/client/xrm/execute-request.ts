/** What `getMetadata()` of a request says (Xrm.WebApi.online.execute). */
export interface RequestMetadata {
  /** undefined: create, retrieve, update, delete; null: unbound; "entity": bound to one row. */
  readonly boundParameter?: string | null;
  readonly parameterTypes: Readonly<Record<string, ParameterType>>;
  readonly operationType: number;
  readonly operationName: string;
}

export interface ParameterType {
  readonly typeName: string;
  readonly structuralProperty: number;
  readonly enumProperties?: readonly { readonly name: string; readonly value: number }[];
}

export interface ExecuteRequest {
  getMetadata(): RequestMetadata;
}

/** A request as HTTP, relative to the Web API. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

const ACTION = 0;
const FUNCTION = 1;
const CRUD = 2;
/** structuralProperty */
const ENUMERATION = 3;
const COLLECTION = 4;
const ENTITY = 5;

interface EntityReference {
  readonly entityType: string;
  readonly id: string;
}

type Values = Readonly<Record<string, unknown>>;
export type EntitySets = (table: string) => { readonly entitySetName: string; readonly primaryId: string };

const bare = (id: string) => id.replace(/[{}]/g, "").toLowerCase();
const isReference = (value: unknown): value is EntityReference =>
  typeof value === "object" && value !== null && "entityType" in value && "id" in value;

/** An entity parameter in an action's body: its type and its key (or its own properties). */
function toEntity(value: unknown, sets: EntitySets): unknown {
  if (!isReference(value)) return value;
  const { primaryId } = sets(value.entityType);
  return { "@odata.type": `Microsoft.Dynamics.CRM.${value.entityType}`, [primaryId]: bare(value.id) };
}

/** A parameter of an action, as JSON. */
function toJson(value: unknown, type: ParameterType | undefined, sets: EntitySets): unknown {
  if (type?.structuralProperty === ENTITY) return toEntity(value, sets);
  if (type?.structuralProperty === COLLECTION && Array.isArray(value))
    return value.map((v) => toEntity(v, sets));
  if (value instanceof Date) return value.toISOString();
  return value;
}

/** A parameter of a function, as an OData literal. */
function toLiteral(value: unknown, type: ParameterType | undefined, sets: EntitySets): string {
  if (value === null || value === undefined) return "null";
  if (type?.structuralProperty === ENTITY && isReference(value)) {
    return JSON.stringify({ "@odata.id": `${sets(value.entityType).entitySetName}(${bare(value.id)})` });
  }
  if (type?.structuralProperty === ENUMERATION) {
    const name = type.enumProperties?.find((property) => property.value === value)?.name ?? String(value);
    return `${type.typeName}'${name}'`;
  }
  if (typeof value === "object") return JSON.stringify(value instanceof Date ? value.toISOString() : value);
  if (typeof value !== "string") return String(value);
  return type?.typeName === "Edm.Guid" ? bare(value) : `'${value.replace(/'/g, "''")}'`;
}

function crud(request: Values, operation: string, sets: EntitySets): HttpRequest {
  const { entitySetName } = sets(String(request.etn));
  const row = `${entitySetName}(${bare(String(request.id ?? ""))})`;
  switch (operation) {
    case "Create":
      return { method: "POST", path: entitySetName, body: request.payload };
    case "Retrieve":
      return { method: "GET", path: `${row}${String(request.payload ?? "")}` };
    case "Update":
      return { method: "PATCH", path: row, body: request.payload };
    case "Delete":
      return { method: "DELETE", path: row };
    default:
      throw new Error(
        `Xrm.WebApi.online.execute: the operation "${operation}" is not Create, Retrieve, Update or Delete.`,
      );
  }
}

/** Turns a request object into HTTP, by the rules of Xrm.WebApi.online.execute. */
export function buildRequest(request: ExecuteRequest, sets: EntitySets): HttpRequest {
  const metadata = request.getMetadata();
  const values = request as unknown as Values;
  if (metadata.operationType === CRUD || metadata.boundParameter === undefined) {
    return crud(values, metadata.operationName, sets);
  }
  const { boundParameter, parameterTypes, operationName } = metadata;
  const names = Object.keys(parameterTypes).filter(
    (name) => name !== boundParameter && values[name] !== undefined,
  );
  let prefix = "";
  if (boundParameter) {
    const target = values[boundParameter];
    if (!isReference(target))
      throw new Error(`The bound parameter "${boundParameter}" is not an entity reference.`);
    prefix = `${sets(target.entityType).entitySetName}(${bare(target.id)})/Microsoft.Dynamics.CRM.`;
  }
  if (metadata.operationType === FUNCTION) {
    const list = names.map((name, index) => `${name}=@p${index + 1}`).join(",");
    const query = names
      .map(
        (name, i) => `@p${i + 1}=${encodeURIComponent(toLiteral(values[name], parameterTypes[name], sets))}`,
      )
      .join("&");
    return { method: "GET", path: `${prefix}${operationName}(${list})${query ? `?${query}` : ""}` };
  }
  if (metadata.operationType !== ACTION)
    throw new Error(`The operationType ${metadata.operationType} does not exist.`);
  const body = Object.fromEntries(
    names.map((name) => [name, toJson(values[name], parameterTypes[name], sets)]),
  );
  return { method: "POST", path: `${prefix}${operationName}`, ...(names.length > 0 ? { body } : {}) };
}
