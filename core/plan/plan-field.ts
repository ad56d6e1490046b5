import { mapToDataverse } from "../map/to-dataverse";
import { mapToSystem } from "../map/to-system";
import type { MapContext } from "../map/types";
import type { MappingLine } from "../mapping/types";
import { mergeField } from "../merge/merge-field";
import type { MergeInput } from "../merge/types";
import { sameInDataverse, sameInSystem } from "./same-in-line";
import { mayWrite } from "./direction";
import type { PlanInput } from "./input";
import { lineValues, type LineValues } from "./line-values";
import type { FieldPlan } from "./types";

/** What the sync does to one line's field; null when the line has no part in this sync. */
export function planField(line: MappingLine, input: PlanInput, context: MapContext): FieldPlan | null {
  const values = lineValues(line, input);
  if (values === null) return manualMissing(line, input);
  if (input.red?.has(line.id)) return notSupported(line, values);
  const merged = mergeField(mergeInput(line, values, input, context));
  return {
    line: line.id,
    column: line.column,
    ...(line.systemField === undefined ? undefined : { systemField: line.systemField }),
    ...values,
    ...merged,
  };
}

function mergeInput(
  line: MappingLine,
  values: { readonly system: FieldPlan["system"]; readonly dataverse: FieldPlan["dataverse"] },
  input: PlanInput,
  context: MapContext,
): MergeInput {
  const by = line.direction === "toSystem" ? "dataverse" : "system";
  const given: MergeInput["given"] =
    line.kind === "manual" || line.kind === "engagement" ? { by, reason: line.kind } : undefined;
  // Written out member by member: this runs for every field of every record, and spreading costs more than the merge.
  return {
    system: values.system,
    dataverse: values.dataverse,
    base: baseOf(line, input),
    open: input.base?.open?.includes(line.id) ?? false,
    asDataverse: mapToDataverse(line, values.system, context),
    asSystem: mapToSystem(line, values.dataverse, context, input.systemFields),
    policy: line.conflict,
    writeRule: line.writeRule,
    toDataverse: mayWrite("toDataverse", line.direction, input.mapping.direction, input.direction),
    toSystem: mayWrite("toSystem", line.direction, input.mapping.direction, input.direction),
    systemModifiedOn: input.system?.modifiedOn,
    dataverseModifiedOn: input.row?.modifiedOn,
    decision: input.decisions?.[line.id],
    given,
    sameInSystem: (a, b) => sameInSystem(line, a, b, input.systemFields),
    sameInDataverse: (a, b) => sameInDataverse(line, a, b, context.columns),
  };
}

/** The base holds a line only once both sides settled on it. */
function baseOf(line: MappingLine, input: PlanInput): MergeInput["base"] {
  const { base } = input;
  if (base === null || !(line.id in base.system) || !(line.id in base.dataverse)) return null;
  return { system: base.system[line.id] ?? null, dataverse: base.dataverse[line.id] ?? null };
}

function notSupported(line: MappingLine, values: LineValues): FieldPlan {
  const systemField = line.systemField === undefined ? {} : { systemField: line.systemField };
  return {
    line: line.id,
    column: line.column,
    ...systemField,
    ...values,
    verdict: "leftOut",
    reason: "lineNotSupported",
  };
}

/** A manual line nobody was asked for is worth a word only where its column is still empty. */
function manualMissing(line: MappingLine, input: PlanInput): FieldPlan | null {
  const dataverse = input.row?.values[line.column] ?? null;
  if (line.kind !== "manual" || dataverse !== null) return null;
  return {
    line: line.id,
    column: line.column,
    dataverse,
    system: null,
    verdict: "leftOut",
    reason: "manualMissing",
  };
}
