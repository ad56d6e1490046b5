import type { MappingLine } from "../mapping/types";
import type { Side } from "../merge/types";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
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
      const now = row?.values[line.column] ?? null;
      if (row === null) return false;
      return held === undefined ? isUndecided(line, now) : !sameInDataverse(line, held, now, columns);
    }
    const held = base.system[line.id];
    const now = system?.values[line.systemField ?? ""] ?? null;
    if (system === null) return false;
    return held === undefined ? isUndecided(line, now) : !sameInSystem(line, held, now, systemFields);
  });
}

/** A line both sides never agreed on, because a person was to be asked: what she was to decide about is not deleted either. */
function isUndecided(line: MappingLine, now: Value): boolean {
  const asks = line.conflict === "ask" || line.conflict === "newest";
  return asks && line.direction === "both" && line.writeRule === "overwrite" && !isEmpty(now);
}
