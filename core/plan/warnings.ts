import type { IssueCode } from "../issues/codes";
import { cut } from "../map/transformations/cut";
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
  domainInvalid: "DOMAIN_INVALID",
  domainCommon: "DOMAIN_COMMON",
  domainTaken: "DOMAIN_TAKEN",
  addressTaken: "ADDRESS_TAKEN",
  ownerUnknown: "OWNER_UNKNOWN",
  ownerDisabled: "OWNER_DISABLED",
  lookupNotFound: "LOOKUP_NOT_FOUND",
  externalIdTaken: "EXTERNAL_ID_TAKEN",
  noPermission: "RECORD_NOT_WRITABLE",
};

/** Reasons whose text names the value; short words a person can find again, never a whole note. */
const NAMES_VALUE: ReadonlySet<FieldReason> = new Set([
  "notInChoices",
  "ownerUnknown",
  "ownerDisabled",
  "lookupNotFound",
  "domainInvalid",
  "domainCommon",
]);
const LONGEST_VALUE = 100;

/** The problems among the fields left out, one per field, in the order of the field map. */
export function warningsOf(fields: readonly FieldPlan[], columns: Columns): readonly IssueRef[] {
  return fields.flatMap((field) => {
    const code = field.verdict === "leftOut" ? PROBLEMS[field.reason] : undefined;
    if (code === undefined) return [];
    const column = columns[field.column];
    const params: Record<string, string | number> = { field: column?.label ?? field.column };
    if (column?.maxLength !== undefined) params.limit = column.maxLength;
    if (NAMES_VALUE.has(field.reason) && !column?.secured)
      params.value = cut(String(field.system ?? field.dataverse ?? ""), LONGEST_VALUE);
    return [{ code, params }];
  });
}
