import type { MappingLine } from "../mapping/types";
import { heldIn, type Value } from "../records";
import type { PlanInput } from "./input";

/** What each side of a line holds now, and which side is only a constant. */
export interface LineValues {
  readonly system: Value;
  readonly dataverse: Value;
}

/**
 * The values a line compares. A fixed or engagement value, and one a person typed into the push dialog, stands in for
 * the side it comes from: the system's, or Dataverse's when the line writes to the system.
 * Gives null when the line has no part in this sync.
 */
export function lineValues(line: MappingLine, input: PlanInput): LineValues | null {
  const dataverse = input.row?.values[line.column] ?? null;
  const system = heldInSystem(line, input);
  switch (line.kind) {
    case "field":
    case "campaign":
      return { system, dataverse };
    case "engagement":
      return input.engagement ? constant(line, line.value ?? null, { system, dataverse }) : null;
    case "fixed":
      return constant(line, line.value ?? null, { system, dataverse });
    case "manual": {
      const typed = input.manual?.[line.id];
      return typed === undefined ? null : constant(line, typed, { system, dataverse });
    }
  }
}

/** What the system holds in the line's field; what it does not say, it holds as we told it last. */
export function heldInSystem(
  { id, systemField }: Pick<MappingLine, "id" | "systemField">,
  { base, system, systemFields }: Pick<PlanInput, "base" | "system" | "systemFields">,
): Value {
  if (systemField === undefined) return null;
  if (systemFields?.[systemField]?.unread) return base?.system[id] ?? null;
  return system ? heldIn(system, systemField, id, base) : null;
}

function constant(line: MappingLine, value: Value, held: LineValues): LineValues {
  return line.direction === "toSystem"
    ? { system: held.system, dataverse: value }
    : { system: value, dataverse: held.dataverse };
}
