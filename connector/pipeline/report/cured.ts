import { uuidV5 } from "../../../core/ids/uuid-v5";
import type { IssueCode } from "../../../core/issues/codes";
import { columnOf } from "../../../core/mapping/lookup-path";
import { fnv1a64 } from "../../../core/sync/fnv";
import { isEmpty } from "../../../core/values/empty";
import type { FieldPlan, IssueRef } from "../../../core/plan/types";
import type { SeenIssue } from "../../state/issues";
import type { Result } from "../item";
import type { Sync } from "../sync";

/** Issues of one field: over when a sync has looked at that field in the same direction, and did not meet them again. */
const OF_A_FIELD: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "VALUE_TOO_LONG",
  "VALUE_WRONG_TYPE",
  "VALUE_NOT_IN_CHOICES",
  "VALUE_OUT_OF_RANGE",
  "LOOKUP_NOT_FOUND",
  "EXTERNAL_ID_TAKEN",
  "COLUMN_MISSING",
  "COLUMN_READ_ONLY",
  "DOMAIN_INVALID",
  "DOMAIN_COMMON",
  "DOMAIN_TAKEN",
  "ADDRESS_TAKEN",
  "OWNER_UNKNOWN",
  "OWNER_DISABLED",
  "RECORD_NOT_WRITABLE",
  "COMPANY_AMBIGUOUS",
]);

/** Issues of who is who: over when the two are joined and there is a plan for them. */
const OF_THE_PAIR: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "MATCH_AMBIGUOUS",
  "NO_MATCH",
  "LINK_TAKEN",
  "NAME_TAKEN",
  "LINKED_ELSEWHERE",
  "FOUND_IN_OTHER_TABLE",
  "MERGED_HERE_ONLY",
  "EXTERNAL_ID_UNPROVEN",
  "EXTERNAL_RECORD_GONE",
  "DELETE_CONFLICT",
  "OWNER_MAY_NOT_CREATE",
  "RECORD_MALFORMED",
  "ID_NOT_USABLE",
  "VALUE_CLEANED",
  "DUPLICATE_ROW",
]);

/** The field an issue is about, in nobody's language: a line's column, or what else names it; "" for the record as a whole. */
export function fieldOf({ columns, mapping }: Sync, { params }: IssueRef): string {
  const field = String(params?.field ?? "");
  return mapping.lines.find(({ column }) => columns[column]?.label === field)?.column ?? field;
}

/** Which value an issue is about, without saying it; "" where it names none. */
export function valueHashOf({ params }: IssueRef): string {
  return params?.value === undefined ? "" : fnv1a64(String(params.value));
}

/** An issue's id: the same code on the same field of the same record is one issue, whoever's language it was met in. */
export function issueIdOf(sync: Sync, issue: IssueRef, recordKey: string): string {
  return uuidV5(sync.connection.id, `issue:${issue.code}:${fieldOf(sync, issue)}:${recordKey}`);
}

/** True where an issue says something of a field, and it is not this one. */
export function isOfAnotherField({ columns }: Sync, { code, field }: SeenIssue, column: string): boolean {
  return OF_A_FIELD.has(code) && !["", column, columns[column]?.label].includes(field);
}

/**
 * Which of a record's open issues a sync has shown to be over. Not having met an issue again proves nothing where it was not
 * looked for: a push does not look at the owner, and what failed before its end has cured nothing.
 */
export function curedBy(sync: Sync, result: Result, open: readonly SeenIssue[]): readonly SeenIssue[] {
  if (open.length === 0) return open;
  const { end, outcome, plan } = result;
  // Nothing is left to be joined.
  if (end && outcome !== "failed") return open;
  const settled = open.filter((each) => isSettled(sync, each));
  if (settled.length > 0)
    return [
      ...settled,
      ...curedBy(
        sync,
        result,
        open.filter((each) => !settled.includes(each)),
      ),
    ];
  if (!plan) return superseded(sync, result, open);
  const seen = plan.fields.filter(wasLookedAt);
  const looked = [...seen.map(({ column }) => column), ...pointing(sync, result)];
  const fields = new Set(looked.flatMap((column) => [column, sync.columns[column]?.label ?? column]));
  const whole = outcome !== "failed" && isWhole(sync, plan.fields);
  const over = open.filter(({ code, field }) => {
    const seenField = fields.has(field);
    if (OF_A_FIELD.has(code)) return seenField || (whole && field === "");
    if (OF_THE_PAIR.has(code)) return seenField || field === "";
    // How the record ended as a whole: a conflict, a refusal, something unexpected.
    return whole && field === "";
  });
  return [...over, ...superseded(sync, result, open).filter((each) => !over.includes(each))];
}

/**
 * Who was not let log an activity is over when something was logged in her name, or when somebody says that it was seen to: no look at the
 * record itself tells.
 */
function isSettled({ activity, seenTo }: Sync, { code, field, issueId }: SeenIssue): boolean {
  if (code !== "ACTIVITY_NOT_ALLOWED") return false;
  return issueId === seenTo || (activity !== undefined && !activity.refused && activity.person === field);
}

/** Of these, the ones that say how the record has ended: a row was refused. */
const REFUSALS: ReadonlySet<IssueCode> = new Set<IssueCode>(["DUPLICATE_ROW", "OWNER_MAY_NOT_CREATE"]);

/** Questions of which record is whose: there is one at a time, and the latest is what is true now. */
const WHO_IS_WHO: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "MATCH_AMBIGUOUS",
  "NO_MATCH",
  "LINK_TAKEN",
  "NAME_TAKEN",
  "LINKED_ELSEWHERE",
  "FOUND_IN_OTHER_TABLE",
  "EXTERNAL_ID_UNPROVEN",
]);

/** One failure takes the place of the one before it: the record has ended otherwise now. So does one question of another. */
function superseded(sync: Sync, { cause, issue, outcome }: Result, open: readonly SeenIssue[]) {
  if (issue && (WHO_IS_WHO.has(issue.code) || issue.code === "LEFT_TO_OTHER_TABLE"))
    return open.filter(({ code, field }) => field === "" && WHO_IS_WHO.has(code));
  if (outcome !== "failed" && issue?.code !== "PARKED") return [];
  // What parked the record is told by the issue that says so.
  const parkedBy = (recordKey: string) =>
    issue?.code === "PARKED" && cause ? issueIdOf(sync, cause, recordKey) : null;
  return open.filter(
    ({ code, field, issueId, recordKey }) =>
      (field === "" && isFailure(code)) || issueId === parkedBy(recordKey),
  );
}

function isFailure(code: IssueCode): boolean {
  return !OF_A_FIELD.has(code) && (!OF_THE_PAIR.has(code) || REFUSALS.has(code)) && code !== "CONFLICT";
}

/** False where this sync writes the other way only. */
function wasLookedAt({ reason, verdict }: FieldPlan): boolean {
  return verdict !== "leftOut" || reason !== "notThisWay";
}

/** Every field that carries a value was looked at, both ways. */
function isWhole(sync: Sync, fields: readonly FieldPlan[]): boolean {
  const seen = new Set(fields.filter(wasLookedAt).map(({ line }) => line));
  const isRelated = (line: string) => sync.related.some((rule) => rule.line.id === line);
  return (
    fields.every(wasLookedAt) &&
    // A record of whose related row nothing is known is planned without its line.
    sync.mapping.lines.every(
      ({ id, kind }) => kind !== "field" || isRelated(id) || seen.has(id) || sync.red.has(id),
    )
  );
}

/** Lookups that point somewhere: what was said of them is over, somebody has seen to it. */
function pointing(sync: Sync, { item }: Result): readonly string[] {
  const columns = sync.related.map(({ line }) => line.column);
  return columns.filter((column) => !isEmpty(item.row?.values[columnOf(column)]));
}
