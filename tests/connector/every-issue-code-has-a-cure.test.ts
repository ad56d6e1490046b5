import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { ISSUE_CODES, type IssueCode } from "../../core/issues/codes";

/** Where each problem is brought about for real, and told to the person it concerns. Paths from `tests/`. */
const PRODUCED: Readonly<Partial<Record<IssueCode, string>>> = {
  SYSTEM_UNREACHABLE: "connector/operations-on-demand.test.ts",
  SYSTEM_REFUSED: "connector/connecting.test.ts",
  SYSTEM_THROTTLED: "connector/what-pushes-back.test.ts",
  SYSTEM_REJECTED: "connector/engine/parked-records-come-back.test.ts",
  EXTERNAL_RECORD_GONE: "connector/operations-on-demand.test.ts",
  RECORD_MALFORMED: "connector/one-poisoned-record-never-stops-another.test.ts",
  ID_NOT_USABLE: "connector/one-poisoned-record-never-stops-another.test.ts",
  CONNECTOR_UNREACHABLE: "webresources/client-run.test.ts",
  DATAVERSE_UNAVAILABLE: "webresources/client-poll.test.ts",
  DATAVERSE_THROTTLED: "connector/dynamics-asks-to-slow-down.test.ts",
  RECORD_NOT_FOUND: "connector/operations-on-demand.test.ts",
  RECORD_NOT_READABLE: "connector/operations-on-demand.test.ts",
  RECORD_NOT_WRITABLE: "connector/operations-on-demand.test.ts",
  RECORD_BUSY: "connector/what-pushes-back.test.ts",
  NOT_LINKED: "connector/what-a-mapping-does-not-allow.test.ts",
  NOT_CONNECTED: "connector/operations-on-demand.test.ts",
  NEEDS_SIGN_IN: "connector/sign-in/an-expired-sign-in-pauses.test.ts",
  SECRET_REFUSED: "connector/sign-in/a-refused-client-secret-pauses.test.ts",
  MAPPING_PAUSED: "connector/what-a-mapping-does-not-allow.test.ts",
  MAPPING_INVALID: "connector/match-rules-end-to-end.test.ts",
  VIEW_NOT_FOUND: "connector/engine/a-mapping-is-for-the-rows-of-its-view.test.ts",
  MAPPING_UNUSABLE: "connector/match-rules-end-to-end.test.ts",
  MAPPING_NOT_ALLOWED: "connector/who-may-do-what.test.ts",
  MAPPING_UNCLEAR: "connector/two-mappings-on-one-table.test.ts",
  DIRECTION_NOT_ALLOWED: "connector/what-a-mapping-does-not-allow.test.ts",
  MATCH_AMBIGUOUS: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  NO_MATCH: "connector/match-rules-end-to-end.test.ts",
  LINK_TAKEN: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  NAME_TAKEN: "features/front-seed/4-sync-errors.test.ts",
  LINKED_ELSEWHERE: "features/front-seed/4-sync-errors.test.ts",
  FOUND_IN_OTHER_TABLE: "features/enginy-seed/5-lead-or-contact.test.ts",
  LEFT_TO_OTHER_TABLE: "features/enginy-seed/5-lead-or-contact.test.ts",
  MERGED_HERE_ONLY: "features/front-seed/3-account-sync-logic.test.ts",
  CONFLICT: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  DELETES_HELD: "connector/many-deletes-wait-for-a-person.test.ts",
  DELETE_CONFLICT: "connector/engine/deletes-follow-the-policy.test.ts",
  VALUE_TOO_LONG: "e2e/values-that-do-not-fit.test.ts",
  VALUE_WRONG_TYPE: "connector/every-column-type.test.ts",
  VALUE_NOT_IN_CHOICES: "connector/every-column-type.test.ts",
  VALUE_OUT_OF_RANGE: "connector/every-column-type.test.ts",
  VALUE_CLEANED: "connector/one-poisoned-record-never-stops-another.test.ts",
  LOOKUP_NOT_FOUND: "connector/lookups-by-key.test.ts",
  EXTERNAL_ID_TAKEN: "connector/what-pushes-back.test.ts",
  EXTERNAL_ID_UNPROVEN: "connector/a-typed-external-id-is-not-believed.test.ts",
  COLUMN_MISSING: "connector/a-column-is-deleted-later.test.ts",
  COLUMN_READ_ONLY: "connector/what-a-mapping-does-not-allow.test.ts",
  DOMAIN_INVALID: "connector/front/accounts-are-pushed-to-front.test.ts",
  DOMAIN_COMMON: "connector/front/accounts-are-pushed-to-front.test.ts",
  DOMAIN_TAKEN: "connector/front/accounts-are-pushed-to-front.test.ts",
  ADDRESS_TAKEN: "features/front-seed/8-contacts-joined-to-their-accounts.test.ts",
  ADDRESS_MISSING: "features/front-seed/8-contacts-joined-to-their-accounts.test.ts",
  OWNER_UNKNOWN: "connector/first-import.test.ts",
  OWNER_DISABLED: "connector/first-import.test.ts",
  DUPLICATE_ROW: "connector/what-pushes-back.test.ts",
  OWNER_MAY_NOT_CREATE: "connector/created-as-the-mapped-user.test.ts",
  ACTIVITY_NOT_ALLOWED: "connector/systems/enginy/activities-are-logged-as-the-mapped-user.test.ts",
  IMPERSONATION_REFUSED: "connector/created-as-the-mapped-user.test.ts",
  COMPANY_AMBIGUOUS: "connector/contacts-get-their-account.test.ts",
  LINE_NOT_SUPPORTED: "features/enginy-seed/3-campaign-mapping.test.ts",
  CHANGED_SINCE_RUN: "connector/undo-leaves-later-changes-alone.test.ts",
  RUN_ALREADY_UNDONE: "connector/runs-are-started-and-undone-on-demand.test.ts",
  RUN_NOT_FINISHED: "connector/runs-are-started-and-undone-on-demand.test.ts",
  RUN_NOT_RUNNING: "connector/a-run-is-stopped-by-a-person.test.ts",
  RUN_NOT_STOPPED: "connector/a-run-is-stopped-by-a-person.test.ts",
  RUN_STOPPED: "connector/a-run-is-stopped-by-a-person.test.ts",
  RUN_TOO_OLD: "connector/runs-are-started-and-undone-on-demand.test.ts",
  RUN_IS_UNDO: "connector/a-run-is-undone-field-by-field.test.ts",
  ISSUE_ALREADY_RESOLVED: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  ISSUE_NOT_FOUND: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  DECISION_NOT_POSSIBLE: "connector/a-conflict-is-resolved-by-a-person.test.ts",
  ADMINISTRATOR_DECIDES: "connector/an-ambiguous-match-is-resolved-by-a-person.test.ts",
  PARKED: "connector/engine/parked-records-come-back.test.ts",
  IGNORED: "connector/engine/parked-records-come-back.test.ts",
  NOT_SENT: "connector/engine/nothing-is-created-twice.test.ts",
  DEACTIVATION_NOT_POSSIBLE: "connector/engine/deletes-follow-the-policy.test.ts",
  OUT_OF_SCOPE: "connector/engine/a-mapping-is-for-the-rows-of-its-view.test.ts",
  UNLINKED: "connector/engine/an-ended-link-stays-ended.test.ts",
  MAILBOX_PAUSED: "connector/mail/a-mailbox-pauses-alone.test.ts",
  TOO_MANY_RECORDS: "connector/operations-on-demand.test.ts",
  BAD_REQUEST: "connector/webhook-calls-are-read.test.ts",
  NOTHING_PROCESSED: "connector/nothing-processed-is-a-warning.test.ts",
  RUN_WITH_WARNINGS: "connector/a-run-with-warnings-says-what-to-do.test.ts",
  RUN_FAILED: "connector/what-dynamics-refuses.test.ts",
  UNEXPECTED: "connector/what-dynamics-refuses.test.ts",
};

const TESTS = path.resolve(__dirname, "..");

test("every problem a person can be shown is brought about by a test", () => {
  expect(Object.keys(PRODUCED).sort()).toEqual([...ISSUE_CODES].sort());
});

test.each(Object.entries(PRODUCED))("%s is told in tests/%s", (code, file) => {
  expect(assertedIn(path.join(TESTS, file))).toContain(code);
});

/** Every text that stands in an `expect(...).…(...)` of a test, or in the table of a `test.each`. */
function assertedIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, asserted: boolean): void => {
    const within = asserted || (ts.isCallExpression(node) && isAssertion(node));
    if (within && ts.isStringLiteral(node)) found.push(node.text);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(source, false);
  return found;
}

/** `expect(x).toBe(y)` and `test.each(table)`, whatever stands between the first word and the last. */
function isAssertion(call: ts.CallExpression): boolean {
  const words: string[] = [];
  let at: ts.Expression = call.expression;
  while (ts.isCallExpression(at) || ts.isPropertyAccessExpression(at)) {
    if (ts.isPropertyAccessExpression(at)) words.unshift(at.name.text);
    at = at.expression;
  }
  const first = ts.isIdentifier(at) ? at.text : "";
  const isTable = ["it", "test", "describe"].includes(first) && words[0] === "each";
  // The body of a table's test comes as the arguments of a second call: only what it asserts itself counts.
  return isTable ? ts.isPropertyAccessExpression(call.expression) : first === "expect" && words.length > 0;
}
