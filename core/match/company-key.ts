import type { CompanyPolicy } from "../mapping/types";
import type { Values } from "../records";
import { domainKey } from "./comparisons/domain";
import { nameKey } from "./comparisons/name";

/** What a record tells of the company it belongs to. */
export interface Company {
  /** As the record writes it; the domain where it tells no name. */
  readonly name: string;
  /** Registrable domain, null when none is told (or only a mail provider's). */
  readonly domain: string | null;
  /** Two records of one company have the same key: its domain, else its folded name. */
  readonly key: string;
}

/** The company a record tells of; null when it tells of none. */
export function companyOf(values: Values, fields: CompanyPolicy["fields"]): Company | null {
  const told = fields.name === undefined ? null : values[fields.name];
  const name = typeof told === "string" && told.trim() !== "" ? told.trim() : null;
  const domain =
    fields.domain.map((field) => domainKey(String(values[field] ?? ""))).find((found) => found !== "") ??
    null;
  if (domain !== null) return { name: name ?? domain, domain, key: `domain:${domain}` };
  return name === null ? null : { name, domain, key: `name:${nameKey(name)}` };
}
