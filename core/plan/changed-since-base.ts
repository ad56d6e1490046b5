import type { MappingLine } from "../mapping/types";
import type { Side } from "../merge/types";
import { heldIn, type Value } from "../records";
import { isEmpty } from "../values/empty";
import { writes } from "./direction";
import type { PlanInput } from "./input";
import { sameInDataverse, sameInSystem } from "./same-in-line";

/**
 * Whether the side that is still there was edited since both last agreed: a delete must not take that edit along. What both
 * never agreed on (an interrupted first sync, a value a person was to decide about) is such an edit, too.
 */
export function changedSinceBase(input: PlanInput, deletedIn: Side): boolean {
  const { base, columns, mapping, row, system, systemFields } = input;
  if ((deletedIn === "system" ? row : system) === null) return false;
  return mapping.lines.some((line) => {
    if (line.kind !== "field") return false;
    if (deletedIn === "system") {
      const held = base?.dataverse[line.id];
      const now = row?.values[line.column] ?? null;
      return held === undefined
        ? neverArrived(line, now, "toSystem", input)
        : !sameInDataverse(line, held, now, columns);
    }
    // What the system does not say, nobody has changed there.
    if (systemFields?.[line.systemField ?? ""]?.unread) return false;
    const held = base?.system[line.id];
    const now = system ? heldIn(system, line.systemField ?? "", line.id, base) : null;
    return held === undefined
      ? neverArrived(line, now, "toDataverse", input)
      : !sameInSystem(line, held, now, systemFields);
  });
}

/** A value that the line was to carry to the side where the record is gone now. */
function neverArrived(
  line: MappingLine,
  now: Value,
  side: "toDataverse" | "toSystem",
  { mapping, red }: PlanInput,
): boolean {
  if (isEmpty(now) || line.writeRule !== "overwrite" || red?.has(line.id)) return false;
  return writes(line.direction, side) && writes(mapping.direction, side);
}
