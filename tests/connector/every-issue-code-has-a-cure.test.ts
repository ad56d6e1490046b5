import { readFileSync } from "node:fs";
import path from "node:path";
import { ISSUE_CODES, type IssueCode } from "../../core/issues/codes";

/** Where each problem is brought about for real, and told to the person it concerns. Paths from `tests/`. */
const PRODUCED: Readonly<Partial<Record<IssueCode, string>>> = {
  SYSTEM_UNREACHABLE: "connector/operations-on-demand.test.ts",
  SYSTEM_REFUSED: "connector/connecting.test.ts",
  SYSTEM_REJECTED: "connector/engine/parked-records-come-back.test.ts",
  EXTERNAL_RECORD_GONE: "connector/operations-on-demand.test.ts",
  CONNECTOR_UNREACHABLE: "webresources/client-run.test.ts",
  DATAVERSE_UNAVAILABLE: "webresources/client-poll.test.ts",
  DATAVERSE_THROTTLED: "webresources/client-poll.test.ts",
  RECORD_NOT_FOUND: "connector/operations-on-demand.test.ts",
  RECORD_NOT_READABLE: "connector/operations-on-demand.test.ts",
  RECORD_NOT_WRITABLE: "connector/operations-on-demand.test.ts",
  NOT_CONNECTED: "connector/operations-on-demand.test.ts",
  NEEDS_SIGN_IN: "connector/sign-in/an-expired-sign-in-pauses.test.ts",
  MAPPING_INVALID: "connector/match-rules-end-to-end.test.ts",
  MATCH_AMBIGUOUS: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  NO_MATCH: "connector/match-rules-end-to-end.test.ts",
  LINK_TAKEN: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  CONFLICT: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  DELETE_CONFLICT: "connector/engine/deletes-follow-the-policy.test.ts",
  VALUE_TOO_LONG: "e2e/values-that-do-not-fit.test.ts",
  VALUE_WRONG_TYPE: "connector/every-column-type.test.ts",
  VALUE_NOT_IN_CHOICES: "connector/every-column-type.test.ts",
  VALUE_OUT_OF_RANGE: "connector/every-column-type.test.ts",
  LOOKUP_NOT_FOUND: "connector/lookups-by-key.test.ts",
  OWNER_UNKNOWN: "connector/first-import.test.ts",
  OWNER_DISABLED: "connector/first-import.test.ts",
  OWNER_MAY_NOT_CREATE: "connector/created-as-the-mapped-user.test.ts",
  IMPERSONATION_REFUSED: "connector/created-as-the-mapped-user.test.ts",
  COMPANY_AMBIGUOUS: "connector/contacts-get-their-account.test.ts",
  LINE_NOT_SUPPORTED: "connector/a-column-is-deleted-later.test.ts",
  CHANGED_SINCE_RUN: "connector/undo-leaves-later-changes-alone.test.ts",
  RUN_ALREADY_UNDONE: "connector/runs-are-started-and-undone-on-demand.test.ts",
  RUN_TOO_OLD: "connector/runs-are-started-and-undone-on-demand.test.ts",
  RUN_IS_UNDO: "connector/a-run-is-undone-field-by-field.test.ts",
  ISSUE_ALREADY_RESOLVED: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  ISSUE_NOT_FOUND: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  DECISION_NOT_POSSIBLE: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  PARKED: "connector/engine/parked-records-come-back.test.ts",
  IGNORED: "connector/engine/parked-records-come-back.test.ts",
  NOT_SENT: "connector/engine/nothing-is-created-twice.test.ts",
  UNLINKED: "connector/engine/an-ended-link-stays-ended.test.ts",
  TOO_MANY_RECORDS: "connector/operations-on-demand.test.ts",
  BAD_REQUEST: "connector/webhook-calls-are-read.test.ts",
  NOTHING_PROCESSED: "connector/nothing-processed-is-a-warning.test.ts",
  UNEXPECTED: "connector/what-dynamics-refuses.test.ts",
};

/** Shown by tests of their parts only; no scenario brings them about yet. A code leaves this list, none joins it. */
const NOT_YET: readonly IssueCode[] = [
  "SYSTEM_THROTTLED",
  "RECORD_BUSY",
  "NOT_LINKED",
  "MAPPING_PAUSED",
  "DIRECTION_NOT_ALLOWED",
  "EXTERNAL_ID_TAKEN",
  "COLUMN_MISSING",
  "COLUMN_READ_ONLY",
  "DUPLICATE_ROW",
  "RUN_NOT_FINISHED",
];

const TESTS = path.resolve(__dirname, "..");

test("every problem a person can be shown is brought about by a test, or is known not to be yet", () => {
  expect([...Object.keys(PRODUCED), ...NOT_YET].sort()).toEqual([...ISSUE_CODES].sort());
});

test.each(Object.entries(PRODUCED))("%s is told in tests/%s", (code, file) => {
  expect(readFileSync(path.join(TESTS, file), "utf8")).toContain(`"${code}"`);
});
