import { sameInSystem } from "../plan/same-in-line";
import { heldIn, type Base, type SystemRecord } from "../records";
import type { SystemFields } from "./system-fields";
import type { Mapping } from "./types";

/**
 * Whether these fields of a record say what they said when both sides agreed last: then there is no reason to look for what they
 * lead to again. False where that is not known.
 */
export function tellsTheSame(
  told: readonly string[],
  mapping: Pick<Mapping, "lines">,
  record: SystemRecord,
  base: Base | null,
  fields: SystemFields | undefined,
): boolean {
  if (base === null) return false;
  return told.every((field) => {
    const line = mapping.lines.find((each) => each.kind === "field" && each.systemField === field);
    const held = line && base.system[line.id];
    return (
      line !== undefined &&
      held !== undefined &&
      sameInSystem(line, held, heldIn(record, field, line.id, base), fields)
    );
  });
}
