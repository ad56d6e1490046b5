/**
 * Every problem a person can be shown. The words for each, "what happened" and "what to do", are in
 * `core/issues/texts/<language>.json` under the same code; a test holds the two together.
 */
export const ISSUE_CODES = [
  "SYSTEM_UNREACHABLE",
  "SYSTEM_REFUSED",
  "SYSTEM_THROTTLED",
  "SYSTEM_REJECTED",
  "EXTERNAL_RECORD_GONE",
  "CONNECTOR_UNREACHABLE",
  "DATAVERSE_UNAVAILABLE",
  "DATAVERSE_THROTTLED",
  "RECORD_NOT_FOUND",
  "RECORD_NOT_READABLE",
  "RECORD_NOT_WRITABLE",
  "NOT_LINKED",
  "NOT_CONNECTED",
  "NEEDS_SIGN_IN",
  "MAPPING_PAUSED",
  "DIRECTION_NOT_ALLOWED",
  "MATCH_AMBIGUOUS",
  "NO_MATCH",
  "LINK_TAKEN",
  "CONFLICT",
  "VALUE_TOO_LONG",
  "VALUE_WRONG_TYPE",
  "VALUE_NOT_IN_CHOICES",
  "COLUMN_MISSING",
  "COLUMN_READ_ONLY",
  "OWNER_UNKNOWN",
  "OWNER_DISABLED",
  "DUPLICATE_ROW",
  "PARKED",
  "TOO_MANY_RECORDS",
  "BAD_REQUEST",
  "NOTHING_PROCESSED",
  "UNEXPECTED",
] as const;

export type IssueCode = (typeof ISSUE_CODES)[number];
