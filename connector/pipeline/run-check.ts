import * as schema from "../../core/generated/schema";
import { uuidV5 } from "../../core/ids/uuid-v5";
import { describeCheck } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import { DocumentError } from "../../core/mapping/document";
import { EXTERNAL_ID_LINE } from "../../core/plan/plan-external-id";
import type { CheckResult } from "../../core/mapping/check/types";
import type { IssueRef } from "../../core/plan/types";
import { countIssues, forgetIssues, issuesOf } from "../state/issues-seen";
import { ownCall, type Sync } from "./sync";
import { timestamp } from "../clock/timestamp";
import { speaker, titled } from "./words";
import { fitted } from "../../core/values/fitted";
import { writeBulk } from "./write-bulk";

const { columns, lookups, maxLength } = schema.issue;

/**
 * Tells the admins of lines that are not written: one issue for a line, bound to the mapping, when it turns red; resolved
 * when it is fine again. The records themselves are not troubled with it.
 */
export async function reportRedLines(sync: Sync): Promise<void> {
  const red = sync.checks.filter((check) => check.level === "unsupported");
  await reportMappingIssues(sync, "lines", [
    ...red.map((check) => ({ key: check.line, issue: issueOf(sync, check) })),
    ...lostColumn(sync),
  ]);
}

/** The column for the external ID is none of the lines, but can be deleted as well. */
function lostColumn({ configured, mapping }: Sync): readonly MappingIssue[] {
  const wanted =
    configured.mapping instanceof DocumentError ? undefined : configured.mapping.externalIdColumn;
  if (!wanted || mapping.externalIdColumn) return [];
  return [{ key: EXTERNAL_ID_LINE, issue: { code: "COLUMN_MISSING", params: { field: wanted.column } } }];
}

/** One thing the admins of a mapping should know: told once under its key, until it is over. */
export interface MappingIssue {
  readonly key: string;
  readonly issue: IssueRef;
}

/**
 * Brings the issues of one kind (`topic`) on a mapping in line with what is true now. Never stops a sync: what could not be
 * told is told next time.
 */
export async function reportMappingIssues(
  sync: Sync,
  topic: string,
  issues: readonly MappingIssue[],
): Promise<void> {
  const { database, mapping, runtime } = sync;
  const environmentId = runtime.environment.id;
  const recordKey = `mapping/${mapping.id}/${topic}`;
  const told = runtime.memory.reportedTopics;
  const signature = JSON.stringify(issues.map(({ key, issue }) => [key, issue.code]));
  if (told.get(recordKey) === signature) return;
  try {
    const before = new Set(
      (await issuesOf(database, environmentId, [recordKey])).map((each) => each.issueId),
    );
    const now = issues.map((each) => ({
      ...each,
      recordKey,
      issueId: uuidV5(mapping.id, `issue:${topic}:${each.key}`),
    }));
    const fresh = now.filter((each) => !before.has(each.issueId));
    const current = new Set(now.map((each) => each.issueId));
    const over = [...before].filter((id) => !current.has(id));
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
    await countIssues(
      database,
      environmentId,
      fresh.map(({ issueId }) => ({ issueId, recordKey })),
    );
    await forgetIssues(database, environmentId, over);
    told.set(recordKey, signature);
  } catch (error) {
    sync.logger.warn("The issues of a mapping could not be told", { mappingId: mapping.id, error });
  }
}

function issueOf(sync: Sync, check: CheckResult): IssueRef {
  return {
    code: "LINE_NOT_SUPPORTED",
    params: { line: check.line, details: describeCheck(check, languageOf(sync.lcid)) },
  };
}

function issueBody(sync: Sync, id: string, issue: IssueRef) {
  const { connection, mapping } = sync;
  const { code, title, message, nextStep } = titled(issue, speaker(sync, sync.lcid));
  return {
    [schema.issue.primaryId]: id,
    [columns.name]: fitted(title, maxLength.name),
    [columns.code]: code,
    [columns.message]: fitted(message, maxLength.message),
    [columns.nextstep]: fitted(nextStep, maxLength.nextstep),
    [columns.issuestatus]: schema.IssueStatus.Open,
    [columns.systemobject]: mapping.systemObject,
    [columns.details]: fitted(
      JSON.stringify({ version: 1, params: issue.params ?? {}, decisions: [] }),
      maxLength.details,
    ),
    [columns.occurrences]: 1,
    [columns.lastoccurredon]: timestamp(sync.clock),
    [columns.correlationid]: sync.correlationId,
    [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connection.id})`,
    [`${lookups.mapping.nav}@odata.bind`]: `/${schema.mapping.entitySet}(${mapping.id})`,
  };
}
