import * as schema from "../../../core/generated/schema";
import { uuidV5 } from "../../../core/ids/uuid-v5";
import { decisionsFor } from "../../../core/issues/decisions";
import { describeCheck } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import { DocumentError } from "../../../core/mapping/document";
import { EXTERNAL_ID_LINE } from "../../../core/plan/plan-external-id";
import type { Columns } from "../../../core/mapping/columns";
import type { Mapping } from "../../../core/mapping/types";
import type { CheckResult } from "../../../core/mapping/check/types";
import type { IssueRef } from "../../../core/plan/types";
import { countIssues, expectIssues, forgetIssues, issuesOf } from "../../state/issues";
import { ownCall, type Sync } from "../sync";
import { timestamp } from "../../clock/timestamp";
import { issueColumns } from "./issue-columns";
import { fitted } from "../../../core/values/fitted";
import { writeBulk } from "../write/write-bulk";

const { columns, maxLength } = schema.issue;

/**
 * Tells the admins of lines that are not written: one issue for a line, bound to the mapping, when it turns red; resolved
 * when it is fine again. The records themselves are not troubled with it.
 */
export async function reportRedLines(sync: Sync): Promise<void> {
  const { checks, columns, configured, lcid } = sync;
  if (configured.mapping instanceof DocumentError) return;
  await reportMappingIssues(sync, "lines", redLineIssues(configured.mapping, columns, checks, lcid));
}

/** A column that is gone has a name of its own; what else is wrong with a line, the check says. */
function lineIssue(check: CheckResult, lcid: number): IssueRef {
  if (check.code === "columnMissing")
    return { code: "COLUMN_MISSING", params: { field: check.params.column ?? check.line } };
  const details = describeCheck(check, languageOf(lcid));
  return { code: "LINE_NOT_SUPPORTED", params: { line: check.line, details } };
}

/** One issue for every red line, and one for the external-ID column, which is none of the lines but can be deleted as well. */
export function redLineIssues(
  { externalIdColumn }: Pick<Mapping, "externalIdColumn">,
  columns: Columns,
  checks: readonly CheckResult[],
  lcid: number,
): readonly MappingIssue[] {
  const red = checks.filter((check) => check.level === "unsupported");
  const lost = externalIdColumn && !columns[externalIdColumn.column] ? [externalIdColumn.column] : [];
  return [
    ...red.map((check) => ({ key: check.line, issue: lineIssue(check, lcid) })),
    ...lost.map((field) => ({
      key: EXTERNAL_ID_LINE,
      issue: { code: "COLUMN_MISSING" as const, params: { field } },
    })),
  ];
}

/** What it takes to tell admins something about a mapping. */
export type MappingReporter = Pick<
  Sync,
  | "clock"
  | "connection"
  | "correlationId"
  | "counter"
  | "database"
  | "lcid"
  | "logger"
  | "onlyLooks"
  | "patienceMs"
  | "runtime"
  | "signal"
  | "trigger"
> & { readonly mapping: Pick<Mapping, "id" | "systemObject"> };

/** One thing the admins of a mapping should know: told once under its key, until it is over. */
export interface MappingIssue {
  readonly key: string;
  readonly issue: IssueRef;
}

/** The row of such an issue. */
export function mappingIssueId(mappingId: string, topic: string, key: string): string {
  return uuidV5(mappingId, `issue:${topic}:${key}`);
}

/**
 * Brings the issues of one kind (`topic`) on a mapping in line with what is true now. Never stops a sync: what could not be
 * told is told next time.
 * @param refresh what they say may change while they are open: written anew when it did as far as we know, or every time. `byDatabase`:
 *   not written anew, but other connectors tell of the same, so that what this one remembers is not all there is to know
 */
export async function reportMappingIssues(
  sync: MappingReporter,
  topic: string,
  issues: readonly MappingIssue[],
  refresh: "never" | "whenChanged" | "always" | "byDatabase" = "never",
): Promise<void> {
  if (sync.onlyLooks) return;
  const { database, mapping, runtime } = sync;
  const environmentId = runtime.environment.id;
  const recordKey = `mapping/${mapping.id}/${topic}`;
  const told = runtime.memory.reportedTopics;
  const isRewritten = refresh === "whenChanged" || refresh === "always";
  const signature = JSON.stringify(
    issues.map(({ key, issue }) => [key, issue.code, isRewritten ? issue.params : ""]),
  );
  if (refresh !== "always" && refresh !== "byDatabase" && told.get(recordKey) === signature) return;
  // Whatever becomes of what follows, it may have been told.
  told.delete(recordKey);
  try {
    const before = new Map(
      (await issuesOf(database, environmentId, [recordKey])).map((each) => [each.issueId, each]),
    );
    const now = issues.map((each) => ({
      ...each,
      recordKey,
      issueId: mappingIssueId(mapping.id, topic, each.key),
    }));
    // What was expected, and never counted, may not have been told: whoever was about to tell it was interrupted.
    const isTold = (issueId: string) => (before.get(issueId)?.occurrences ?? 0) > 0;
    const fresh = now.filter((each) => isRewritten || !isTold(each.issueId));
    const seen = fresh.map(({ issue: { code }, issueId }) => ({
      ...{ issueId, recordKey, code },
      ...{ field: "", valueHash: "" },
    }));
    const current = new Set(now.map((each) => each.issueId));
    const over = [...before.keys()].filter((id) => !current.has(id));
    // First of all, so that nobody forgets to end what is told now.
    await expectIssues(database, environmentId, seen);
    await writeBulk(
      runtime.client,
      "UpsertMultiple",
      schema.issue,
      fresh.map(({ issueId, issue }) => ({ id: issueId, body: issueBody(sync, issueId, issue) })),
      ownCall(sync),
    );
    await writeBulk(
      runtime.client,
      "UpdateMultiple",
      schema.issue,
      over.map((id) => ({
        id,
        body: { [schema.issue.primaryId]: id, [columns.issuestatus]: schema.IssueStatus.Resolved },
      })),
      ownCall(sync),
    );
    await countIssues(database, environmentId, seen);
    await forgetIssues(database, environmentId, over);
    told.set(recordKey, signature);
  } catch (error) {
    sync.logger.warn("The issues of a mapping could not be told", { mappingId: mapping.id, error });
  }
}

/** Most issues of a mapping are over when it is put right; some are questions. */
const ANSWERABLE: ReadonlySet<IssueRef["code"]> = new Set(["DELETES_HELD"] as const);

function issueBody(sync: MappingReporter, id: string, issue: IssueRef) {
  return {
    ...issueColumns(sync, id, issue),
    [columns.details]: fitted(
      JSON.stringify({
        version: 1,
        params: issue.params ?? {},
        decisions: ANSWERABLE.has(issue.code) ? decisionsFor(issue.code) : [],
      }),
      maxLength.details,
    ),
    [columns.occurrences]: 1,
    [columns.lastoccurredon]: timestamp(sync.clock),
  };
}
