import * as schema from "../../../core/generated/schema";
import type { IssueCode } from "../../../core/issues/codes";
import { offersCandidates } from "../../../core/issues/decisions";
import type { IssueDetails } from "../../../core/issues/details";
import type { IssueRef } from "../../../core/plan/types";
import type { Json } from "../../dataverse/json";
import { pointingTo } from "../../tables/our-lookups";
import {
  countIssues,
  expectIssues,
  forgetIssues,
  issuesOf,
  saveGivenTo,
  type SeenIssue,
  type ToldIssue,
} from "../../state/issues";
import { curedBy, fieldOf, issueIdOf, valueHashOf } from "./cured";
import { detailsOf, readCandidates, type CandidateRecords } from "./issue-details";
import { nameOf, namesOf, type Item, type Result } from "../item";
import { concernsTheRecord } from "../problems";
import { isUnattended, reportCall, type Sync } from "../sync";
import { timestamp } from "../../clock/timestamp";
import { linkIdOf } from "./report-links";
import { issueColumns } from "./issue-columns";
import { writeBulk } from "../write/write-bulk";
import { writeOwned } from "../write/write-owned";
import { writePointing } from "../write/write-pointing";

const { columns, lookups, maxLength } = schema.issue;

interface Told extends ToldIssue {
  readonly issue: IssueRef;
  readonly result: Result;
}

/** What is open of the records of some results, and what these results have shown to be over. */
export interface OpenIssues {
  readonly known: readonly SeenIssue[];
  readonly over: readonly SeenIssue[];
  /** Results with something open that they did not look at. */
  readonly uncured: ReadonlySet<Result>;
}

/** Looks up what is open, and tells what of it is cured. */
export async function openIssues(sync: Sync, results: readonly Result[]): Promise<OpenIssues> {
  const settled = results.filter(
    (result) => !result.issue || concernsTheRecord(result.issue.code, isUnattended(sync)),
  );
  const keys = new Map(settled.map((result) => [result, new Set(issueKeysOf(sync, result))]));
  // What was told of the row alone, or of the record alone, is over once the two are joined.
  const known = await issuesOf(
    sync.database,
    sync.runtime.environment.id,
    [...keys.values()].flatMap((names) => [...names]),
  );
  const over: SeenIssue[] = [];
  const uncured = new Set<Result>();
  for (const [result, names] of known.length > 0 ? keys : []) {
    const current = new Set(issuesOfResult(sync, result).map((each) => each.issueId));
    const others = known.filter((each) => names.has(each.recordKey) && !current.has(each.issueId));
    const cured = curedBy(sync, result, others);
    over.push(...cured);
    if (others.length > cured.length) uncured.add(result);
  }
  return { known, over, uncured };
}

/**
 * Tells what needs a person, once per code and record: the second time the same issue counts up. Issues that are over are
 * resolved.
 */
export async function reportIssues(
  sync: Sync,
  results: readonly Result[],
  linked: ReadonlySet<string>,
  { known, over }: OpenIssues,
): Promise<void> {
  const { database, runtime } = sync;
  const environmentId = runtime.environment.id;
  const found = results.flatMap((result) => issuesOfResult(sync, result));
  // Where nothing has changed since it was told, there is nothing to tell.
  const before = new Map(
    known.filter(({ occurrences }) => occurrences !== 0).map((each) => [each.issueId, each]),
  );
  const isNews = (each: Told) => {
    const seen = before.get(each.issueId);
    if (!isTrue(each)) return false;
    return (
      !seen ||
      seen.valueHash !== each.valueHash ||
      hasMoved(each, seen.givenTo) ||
      (each.result.outcome !== "unchanged" && each.issue.code !== "PARKED")
    );
  };
  const told = found.filter(isNews);

  const occurrences = await expectIssues(database, environmentId, told);
  const now = timestamp(sync.clock);
  const candidates = await readCandidates(sync, told);
  const rows = new Map(
    told.map((each) => {
      const details = detailsOf(sync, each, candidates);
      // An issue is given to somebody once, and again when its row is: whoever assigns it to somebody else means it.
      const seen = before.get(each.issueId);
      const given = seen !== undefined && !hasMoved(each, seen.givenTo);
      const owner =
        given || FOR_ADMINISTRATORS.has(each.issue.code) ? null : ownerOf(each.result, candidates);
      const body = issueBody(sync, { ...each, details }, occurrences, linked, now);
      return [each.issueId, { id: each.issueId, body, owner }];
    }),
  );
  const failures = await writePointing(lookups, [...rows.values()], (some) =>
    writeOwned(sync, schema.issue, some),
  );
  // What could not be told is news the next time.
  await countIssues(
    database,
    environmentId,
    told.filter(({ issueId }) => !failures.has(issueId)),
  );
  await saveGivenTo(
    database,
    environmentId,
    [...rows.values()]
      .filter(({ id }) => !failures.has(id))
      .flatMap(({ id, owner }) => (owner === null ? [] : [{ issueId: id, givenTo: owner }])),
  );
  await resolveIssues(
    sync,
    over.map((each) => each.issueId),
  );
}

/** What a field lost in a write that failed, it has not lost: of such a record only the failure is told. */
function isTrue({ issue, result }: Told): boolean {
  return result.outcome !== "failed" || issue === result.issue;
}

/** The row belongs to somebody else than the issue about it was given to: she who had it may not be allowed to read it any more. */
function hasMoved({ result }: Told, givenTo: string | null | undefined): boolean {
  const owner = result.item.row?.values.ownerid;
  return typeof owner === "string" && !!givenTo && owner.toLowerCase() !== givenTo.toLowerCase();
}

/** Issues only an administrator can answer stay with the connector. */
const FOR_ADMINISTRATORS: ReadonlySet<IssueCode> = new Set<IssueCode>(["EXTERNAL_ID_UNPROVEN"]);

/**
 * Whoever owns the row is the one to look at its issues. Where several rows could be meant, whoever owns all of them: nobody is shown
 * what she may not see.
 */
function ownerOf({ item, rowId, wrote }: Result, { rows }: CandidateRecords): string | null {
  const owners =
    item.row || rowId !== null
      ? [wrote.dataverse?.ownerid ?? item.row?.values.ownerid]
      : (item.stop?.candidates ?? []).map((id) => rows.get(id.toLowerCase())?.values.ownerid);
  const [owner, ...others] = new Set(owners);
  return typeof owner === "string" && others.length === 0 ? owner : null;
}

/** These are over. */
export async function resolveIssues(sync: Sync, issueIds: readonly string[]): Promise<void> {
  if (issueIds.length === 0) return;
  const rows = issueIds.map((id) => ({
    id,
    body: { [schema.issue.primaryId]: id, [columns.issuestatus]: schema.IssueStatus.Resolved },
  }));
  // An issue that somebody deleted is as good as resolved, so what fails here does not matter.
  await writeBulk(sync.runtime.client, "UpdateMultiple", schema.issue, rows, reportCall(sync));
  await forgetIssues(sync.database, sync.runtime.environment.id, issueIds);
}

function recordKey(sync: Sync, result: Result): string {
  return inScope(sync, nameOf(result, sync.table.logicalName));
}

/** Under which keys a record has issues. */
export function issueKeysOf(sync: Sync, item: Pick<Item, "externalId" | "rowId">): readonly string[] {
  return namesOf(item, sync.table.logicalName).map((name) => inScope(sync, name));
}

function inScope(sync: Sync, name: string): string {
  return `${sync.connection.id}/${sync.mapping.systemObject}/${name}`;
}

function issuesOfResult(sync: Sync, result: Result): readonly Told[] {
  const key = recordKey(sync, result);
  return [...(result.issue ? [result.issue] : []), ...result.warnings]
    .filter((issue) => concernsTheRecord(issue.code, isUnattended(sync)))
    .map((issue) => ({
      issue,
      result,
      recordKey: key,
      ...(offersCandidates(issue.code) && result.item.stop?.candidates
        ? { candidates: result.item.stop.candidates }
        : {}),
      code: issue.code,
      field: fieldOf(sync, issue),
      valueHash: valueHashOf(issue),
      issueId: issueIdOf(sync, issue, key),
    }));
}

/** What was synced all the same, and differs for good: whoever has read it is done with it. */
const DONE_ONCE_READ: ReadonlySet<IssueCode> = new Set<IssueCode>(["VALUE_CLEANED"]);

/** An issue as this result has met it again; undefined where it did not, or where there is nothing to be put right. */
export function metAgain(sync: Sync, result: Result, issueId: string): IssueRef | undefined {
  return issuesOfResult(sync, result).find(
    (each) => each.issueId === issueId && isTrue(each) && !DONE_ONCE_READ.has(each.issue.code),
  )?.issue;
}

/** The issue that was made of a result's own problem, and is open; undefined where there is none. */
export async function openIssueOf(sync: Sync, result: Result): Promise<string | undefined> {
  const { issue } = result;
  if (!issue) return undefined;
  const key = recordKey(sync, result);
  const id = issueIdOf(sync, issue, key);
  const known = await issuesOf(sync.database, sync.runtime.environment.id, [key]);
  return known.some(({ issueId }) => issueId === id) ? id : undefined;
}

function issueBody(
  sync: Sync,
  { issue, issueId, result, details }: Told & { readonly details: string },
  occurrences: ReadonlyMap<string, number>,
  linked: ReadonlySet<string>,
  now: string,
): Json {
  const exists = result.item.row !== null || result.wrote.dataverse !== null;
  const hasRow = result.rowId !== null && exists && result.removed !== "dataverse";
  return {
    ...issueColumns(sync, issueId, issue),
    [columns.externalid]: result.externalId,
    [columns.details]: fittingDetails(details),
    [columns.occurrences]: occurrences.get(issueId) ?? 1,
    [columns.lastoccurredon]: now,
    ...(sync.runId ? { [`${lookups.run.nav}@odata.bind`]: `/${schema.run.entitySet}(${sync.runId})` } : {}),
    ...(result.externalId !== null && linked.has(linkIdOf(sync, result))
      ? { [`${lookups.link.nav}@odata.bind`]: `/${schema.link.entitySet}(${linkIdOf(sync, result)})` }
      : {}),
    ...(hasRow ? pointingTo(lookups, { table: sync.table.logicalName, id: result.rowId! }) : {}),
  };
}

/** A document that does not fit its column would be none: then only what can be answered is kept. */
function fittingDetails(details: string): string {
  if (details.length <= maxLength.details) return details;
  const { version, decisions, params, table } = JSON.parse(details) as IssueDetails;
  return JSON.stringify({ version, decisions, params, table });
}
