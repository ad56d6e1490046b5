import type { Value, Values } from "../../../../core/records";
import { canonical } from "../fields";

/** A kind of record as the Custom CRM interface speaks of it. */
export interface CrmKind {
  /** As mappings name it, and as the REST interface's records are named: the same record by both ways is one record. */
  readonly object: string;
  /** The member that holds records, and the first piece of the path. */
  readonly list: "contacts" | "companies";
  /** Names that differ from those of the REST interface, by the name used here. All others are the same. */
  readonly names: Readonly<Record<string, string>>;
  /** Fields that hold a domain, under the names used here. */
  readonly domains: readonly string[];
}

/** What names a record is none of its values. */
const IDS: ReadonlySet<string> = new Set(["externalId", "crmId"]);

/** A record's JSON -> values by the names that the REST interface gives them. What is not told stays out. */
export function valuesFrom(kind: CrmKind, json: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const [name, given] of Object.entries(json)) {
    if (IDS.has(name) || given === undefined) continue;
    const value = canonical(given);
    values[kind.names[name] ?? name] =
      kind.domains.includes(name) && typeof value === "string" ? domainOf(value) : value;
  }
  return values;
}

/** Values -> properties by the names used here. */
export function propertiesFrom(kind: CrmKind, values: Values): Readonly<Record<string, Value>> {
  const names = new Map(Object.entries(kind.names).map(([here, there]) => [there, here]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [names.get(name) ?? name, value]));
}

/** "https://www.Acme.com/about" -> "acme.com", as the REST interface has it. https://docs.enginy.ai (Custom CRM, companies) */
function domainOf(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/^www\./, "")
    .replace(/[/?#:].*$/, "");
  return bare === "" ? null : bare;
}
