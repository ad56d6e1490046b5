import { mapToDataverse } from "../map/to-dataverse";
import { mapToSystem } from "../map/to-system";
import { readsAsPhone } from "../map/reads-as-phone";
import { hasValue, type MapContext, type Mapped } from "../map/types";
import type { MappingLine } from "../mapping/types";
import { mergeField } from "../merge/merge-field";
import type { MergeInput, MergeResult } from "../merge/types";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
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
  const merged = saidWhyNone(line, values, input, mergeField(mergeInput(line, values, input, context)));
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
    line.kind === "manual" || line.kind === "engagement" || line.kind === "fixed"
      ? { by, reason: line.kind }
      : isOnlyTold(line, input)
        ? { by, reason: input.base === null ? "firstSync" : "changedInDataverse" }
        : undefined;
  // Written out member by member: this runs for every field of every record, and spreading costs more than the merge.
  const asDataverse = mapToDataverse(line, values.system, context);
  return {
    system: values.system,
    dataverse: values.dataverse,
    base: baseOf(line, input),
    asDataverse,
    asSystem: mapToSystem(line, values.dataverse, context, input.systemFields),
    ...(isOpen(line, input) ? { open: true as const } : {}),
    policy: line.conflict,
    writeRule: line.writeRule,
    toDataverse: mayWrite("toDataverse", line.direction, input.mapping.direction, input.direction),
    toSystem: mayWrite("toSystem", line.direction, input.mapping.direction, input.direction),
    systemModifiedOn: input.system?.modifiedOn,
    dataverseModifiedOn: input.row?.modifiedOn,
    decision: input.decisions?.[line.id],
    given,
    keepsPhoneNumber: () => keepsPhoneNumber(line, values.dataverse, asDataverse, input),
    sameInSystem: (a, b) => sameInSystem(line, a, b, input.systemFields),
    sameInDataverse: (a, b) => sameInDataverse(line, a, b, context.columns),
  };
}

/**
 * A field that is no phone number may be mapped to a column for phone numbers (a company's name to Company Phone), but never
 * takes a number away from somebody: what reads as one stays, unless the new value is one, too.
 */
function keepsPhoneNumber(
  line: MappingLine,
  held: Value,
  mapped: Mapped,
  { columns, systemFields }: PlanInput,
): boolean {
  if (columns[line.column]?.format !== "phone" || typeof held !== "string") return false;
  if (line.kind === "field" && systemFields?.[line.systemField ?? ""]?.type === "phone") return false;
  return readsAsPhone(held) && !(hasValue(mapped) && readsAsPhone(String(mapped.value ?? "")));
}

/** Nobody but us fills the field, and what it is to hold may change without the row: by another row's link. */
function isOnlyTold({ direction, systemField }: MappingLine, { systemFields }: PlanInput): boolean {
  return direction === "toSystem" && systemFields?.[systemField ?? ""]?.unread === true;
}

/** The system is told of no record although the row points to one: that one is not linked. */
function saidWhyNone(
  line: MappingLine,
  { dataverse, system }: LineValues,
  input: PlanInput,
  merged: MergeResult,
): MergeResult {
  const none = merged.verdict === "unchanged" && isEmpty(system) && !isEmpty(dataverse);
  return none && isOnlyTold(line, input) ? { ...merged, reason: "notLinked" } : merged;
}

/** A person was asked which side is right, and has not said. */
function isOpen(line: MappingLine, { base }: PlanInput): boolean {
  return base?.open?.includes(line.id) ?? false;
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
