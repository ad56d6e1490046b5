import type { MapContext } from "../map/types";
import { settleDelete } from "../merge/settle-delete";
import { changedSinceBase } from "./changed-since-base";
import { writes } from "./direction";
import type { PlanInput } from "./input";
import type { Side } from "../merge/types";
import { carriesAnotherId, planExternalId } from "./plan-external-id";
import { planField } from "./plan-field";
import type { FieldPlan, IssueRef, RecordAction, RecordPlan } from "./types";
import { warningsOf } from "./warnings";

/**
 * What a sync would do to one record, field by field. Pure: the same input gives the same plan, and the plan made after
 * applying one writes nothing. Matching comes before: `system` and `row` are the two records to bring together.
 */
export function planRecord(input: PlanInput): RecordPlan {
  return withoutFields(input) ?? withFields(input);
}

/** The cases that end before any field is looked at. */
function withoutFields(input: PlanInput): RecordPlan | null {
  const { mapping, system, row, direction } = input;
  const linked = input.linked ?? input.base !== null;
  const deletedIn = input.deletedIn ?? (system?.deleted ? "system" : undefined);
  if (deletedIn) return planDelete(input, deletedIn, linked);
  if (!writes(mapping.direction, "toSystem") && direction === "toSystem")
    return stop("skipped", "DIRECTION_NOT_ALLOWED");
  if (!writes(mapping.direction, "toDataverse") && direction === "toDataverse")
    return stop("skipped", "DIRECTION_NOT_ALLOWED");
  if (system === null && row === null) return stop("failed", "RECORD_NOT_FOUND");
  if (carriesAnotherId(input)) return stop("skipped", "LINK_TAKEN");
  if (row === null) return newRecord(input, "toDataverse", linked ? "RECORD_NOT_FOUND" : null);
  if (system === null) return newRecord(input, "toSystem", linked ? "EXTERNAL_RECORD_GONE" : null);
  return null;
}

function planDelete(input: PlanInput, deletedIn: Side, linked: boolean): RecordPlan {
  const { mapping, direction, row, system } = input;
  const survivor = deletedIn === "system" ? row : system;
  const side = deletedIn === "system" ? "toDataverse" : "toSystem";
  const settled = settleDelete({
    deletedIn,
    policy: deletedIn === "system" ? mapping.policies.onSystemDelete : mapping.policies.onDataverseDelete,
    linked,
    survivor:
      survivor === null || (survivor === system && system?.deleted)
        ? "gone"
        : row?.active === false
          ? "inactive"
          : "active",
    changed: !input.deleteAnyway && changedSinceBase(input, deletedIn),
    mappingWrites: writes(mapping.direction, side),
    syncWrites: writes(direction, side),
  });
  return { ...settled, fields: [] };
}

/** One side has no record yet. Null when it may be created. */
function newRecord(
  input: PlanInput,
  side: "toDataverse" | "toSystem",
  gone: "RECORD_NOT_FOUND" | "EXTERNAL_RECORD_GONE" | null,
): RecordPlan | null {
  if (gone) return stop("failed", gone);
  if (!writes(input.direction, side))
    return stop("skipped", side === "toDataverse" ? "NO_MATCH" : "NOT_LINKED");
  if (!writes(input.mapping.direction, side)) return stop("skipped", "DIRECTION_NOT_ALLOWED");
  return input.mapping.policies.noMatch === "create" ? null : stop("skipped", "NO_MATCH");
}

function withFields(given: PlanInput): RecordPlan {
  // A record that is made now gets all there is: it has agreed on nothing yet, whatever was there before it.
  const input = given.row === null || given.system === null ? { ...given, base: null } : given;
  const context: MapContext = {
    columns: input.columns,
    creating: input.row === null,
    ...(input.owners ? { owners: input.owners } : {}),
    ...(input.lookups ? { lookups: input.lookups } : {}),
    ...(input.recordUrl ? { recordUrl: input.recordUrl } : {}),
  };
  const externalId = planExternalId(input);
  const lines = input.mapping.lines.flatMap((line) => planField(line, input, context) ?? []);
  const fields = externalId ? [...lines, externalId] : lines;
  const warnings = warningsOf(fields, input.columns);
  return {
    ...outcomeOf(input, fields),
    fields,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

function outcomeOf(
  input: PlanInput,
  fields: readonly FieldPlan[],
): Pick<RecordPlan, "outcome" | "action" | "issue"> {
  const action: RecordAction | undefined =
    input.row === null ? "createRow" : input.system === null ? "createSystemRecord" : undefined;
  if (action) return { outcome: "created", action };
  const conflicts = fields.filter((field) => field.verdict === "conflict");
  if (conflicts.length > 0) return { outcome: "conflict", issue: conflictIssue(conflicts, input) };
  const written = fields.some(
    (field) => field.verdict === "writeDataverse" || field.verdict === "writeSystem",
  );
  return { outcome: written ? "updated" : "unchanged" };
}

function conflictIssue(conflicts: readonly FieldPlan[], input: PlanInput): IssueRef {
  const names = conflicts.map((field) => input.columns[field.column]?.label ?? field.column);
  return { code: "CONFLICT", params: { count: conflicts.length, fields: names.join(", ") } };
}

function stop(outcome: "skipped" | "failed", code: IssueRef["code"]): RecordPlan {
  return { outcome, issue: { code }, fields: [] };
}
