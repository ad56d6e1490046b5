import type { IssueCode } from "../issues/codes";
import type { Columns } from "../mapping/columns";
import type { FieldPlan, FieldReason, IssueRef } from "./types";

/** Reasons that tell of something a person could put right, and the problem they are reported as. */
const PROBLEMS: Readonly<Partial<Record<FieldReason, IssueCode>>> = {
  tooLong: "VALUE_TOO_LONG",
  wrongType: "VALUE_WRONG_TYPE",
  outOfRange: "VALUE_OUT_OF_RANGE",
  notInChoices: "VALUE_NOT_IN_CHOICES",
  columnMissing: "COLUMN_MISSING",
  columnReadOnly: "COLUMN_READ_ONLY",
  ownerUnknown: "OWNER_UNKNOWN",
  ownerDisabled: "OWNER_DISABLED",
  lookupNotFound: "LOOKUP_NOT_FOUND",
  externalIdTaken: "EXTERNAL_ID_TAKEN",
  noPermission: "RECORD_NOT_WRITABLE",
};

/** The problems among the fields left out, one per field, in the order of the field map. */
export function warningsOf(fields: readonly FieldPlan[], columns: Columns): readonly IssueRef[] {
  return fields.flatMap((field) => {
    const code = field.verdict === "leftOut" ? PROBLEMS[field.reason] : undefined;
    if (code === undefined) return [];
    const column = columns[field.column];
    const params: Record<string, string | number> = { field: column?.label ?? field.column };
    if (column?.maxLength !== undefined) params.limit = column.maxLength;
    return [{ code, params }];
  });
}
