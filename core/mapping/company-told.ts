import { sameInSystem } from "../plan/same-in-line";
import type { Base, SystemRecord } from "../records";
import type { SystemFields } from "./system-fields";
import type { Mapping } from "./types";

/**
 * Whether a record tells of its company what it told when both sides agreed last: then there is no reason to look for its account
 * again. False where that is not known.
 */
export function tellsSameCompany(
  mapping: Mapping,
  record: SystemRecord,
  base: Base | null,
  fields: SystemFields | undefined,
): boolean {
  const { companies } = mapping.policies;
  if (!companies || base === null) return false;
  const told = [...companies.fields.domain, ...(companies.fields.name ? [companies.fields.name] : [])];
  return told.every((field) => {
    const line = mapping.lines.find((each) => each.kind === "field" && each.systemField === field);
    const held = line && base.system[line.id];
    return (
      line !== undefined &&
      held !== undefined &&
      sameInSystem(line, held, record.values[field] ?? null, fields)
    );
  });
}
