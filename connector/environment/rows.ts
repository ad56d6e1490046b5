import type { Columns } from "../../core/mapping/columns";
import { isReference } from "../../core/mapping/columns";
import { guidLiteral } from "../../core/odata/literal";
import type { Row, Value, Values } from "../../core/records";
import { wellFormed } from "../../core/values/text";
import type { Json } from "../dataverse/json";
import { columnOf } from "../../core/mapping/lookup-path";
import { isActive } from "../tables/state-model";
import type { LookupBinds } from "./lookup-targets";
import type { TableMetadata } from "./table-metadata";

/** Read with every row, whatever the mapping: state, versions, and when it was made. */
const ALWAYS = ["statecode", "modifiedon", "createdon"] as const;

/** `$select` for the columns of a mapping: lookups are read under their `_x_value` name. */
export function selectOf(table: TableMetadata, columns: readonly string[]): readonly string[] {
  const known = table.columns();
  const names = columns
    .filter((name) => known[name] && !known[name].notReadable)
    .map((name) => wireName(name, known));
  return [...new Set([table.primaryId, ...names, ...ALWAYS.filter((name) => known[name])])];
}

function wireName(name: string, columns: Columns): string {
  const column = columns[name];
  return column && isReference(column) ? `_${columnOf(name)}_value` : name;
}

/** A row as the Web API gives it -> a row of the engine. */
export function toRow(table: TableMetadata, json: Json): Row {
  const columns = table.columns();
  const values: Record<string, Value> = {};
  const cleaned: string[] = [];
  for (const [name, read] of Object.entries(json)) {
    if (name.includes("@")) continue;
    const value = typeof read === "string" ? wellFormed(read) : read;
    if (value !== read) cleaned.push(name);
    const lookup = /^_(.+)_value$/.exec(name)?.[1];
    const column = lookup ?? name;
    // Under every name a line may use: whose id it is decides, not which table the line thinks of.
    for (const target of (lookup && columns[lookup]?.targets) || []) {
      const path = `${column}.${target}`;
      if (columns[path]) values[path] = (value ?? null) as Value;
    }
    if (columns[column]?.type === "multiChoice" && typeof value === "string") {
      values[column] = value === "" ? [] : value.split(",").map(Number);
    } else {
      values[column] = (value ?? null) as Value;
    }
  }
  const active = isActive(table.state, json);
  return {
    table: table.logicalName,
    id: String(json[table.primaryId]),
    values,
    ...(typeof json["@odata.etag"] === "string" ? { etag: json["@odata.etag"] } : {}),
    ...(typeof json.modifiedon === "string" ? { modifiedOn: json.modifiedon } : {}),
    ...(active === undefined ? {} : { active }),
    ...(cleaned.length > 0 ? { cleaned } : {}),
  };
}

/** Values of the engine -> members of a write: lookups become binds, multi-choices the text Dataverse takes. */
export function toWrite(table: TableMetadata, values: Values, binds: LookupBinds): Json {
  const columns = table.columns();
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const column = columns[name];
    if (column && isReference(column)) {
      const target = binds.get(name);
      if (!target) throw new Error(`Lookup ${name} has no navigation property.`);
      out[`${target.nav}@odata.bind`] =
        value === null ? null : `/${target.entitySet}(${guidLiteral(String(value))})`;
    } else if (Array.isArray(value)) {
      out[name] = value.length > 0 ? value.join(",") : null;
    } else {
      out[name] = value;
    }
  }
  return out;
}

/** The columns of a write by their own names: what Dataverse will say has changed. */
export function writtenColumns(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [columnOf(name), value]));
}
