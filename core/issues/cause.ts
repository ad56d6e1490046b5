import type { IssueRef } from "../plan/types";
import type { IssueCode } from "./codes";

/** Parameters of an issue that say why it came about, not which record it is about. What shares them shares its cure. */
const REASONS: Readonly<Partial<Record<IssueCode, readonly string[]>>> = {
  OWNER_UNKNOWN: ["value"],
  OWNER_DISABLED: ["value"],
  OWNER_MAY_NOT_CREATE: ["value"],
  ACTIVITY_NOT_ALLOWED: ["value"],
  MAILBOX_PAUSED: ["value"],
  VALUE_TOO_LONG: ["field"],
  VALUE_WRONG_TYPE: ["field"],
  VALUE_OUT_OF_RANGE: ["field"],
  VALUE_CLEANED: ["field"],
  VALUE_NOT_IN_CHOICES: ["field", "value"],
  LOOKUP_NOT_FOUND: ["field", "value"],
  COLUMN_MISSING: ["field"],
  COLUMN_READ_ONLY: ["field"],
  LINE_NOT_SUPPORTED: ["line"],
  FOUND_IN_OTHER_TABLE: ["table"],
  LEFT_TO_OTHER_TABLE: ["table"],
};

/**
 * What issues of the same code have in common when one cure helps them all, in words an admin knows: "alex@contoso.example".
 * Kept in `wave_issue.wave_cause`, so that Dataverse counts by it.
 * @returns null where the code says it all
 */
export function causeOf({ code, params = {} }: IssueRef): string | null {
  const parts = (REASONS[code] ?? []).flatMap((name) => params[name] ?? []).map(String);
  return parts.length === 0 ? null : parts.join(", ");
}
