import type { Side } from "../merge/types";
import type { PlanInput } from "./input";
import { sameInDataverse, sameInSystem } from "./same-in-line";

/** Whether the side that is still there was edited since both last agreed: a delete must not take that edit along. */
export function changedSinceBase(input: PlanInput, deletedIn: Side): boolean {
  const { base, columns, mapping, row, system, systemFields } = input;
  if (base === null) return false;
  return mapping.lines.some((line) => {
    if (line.kind !== "field") return false;
    if (deletedIn === "system") {
      const held = base.dataverse[line.id];
      return (
        row !== null &&
        held !== undefined &&
        !sameInDataverse(line, held, row.values[line.column] ?? null, columns)
      );
    }
    const held = base.system[line.id];
    const now = system?.values[line.systemField ?? ""] ?? null;
    return system !== null && held !== undefined && !sameInSystem(line, held, now, systemFields);
  });
}
