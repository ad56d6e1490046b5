import * as schema from "../../../core/generated/schema";
import { decisionsFor } from "../../../core/issues/decisions";
import type { IssueCode } from "../../../core/issues/codes";
import { guidLiteral } from "../../../core/odata/literal";
import type { DecisionKind } from "../../../core/operation/decision";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Json } from "../../dataverse/json";
import { lookupTo } from "../../tables/our-lookups";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import type { Job } from "../job";

const { columns, lookups } = schema.issue;

const SELECT = [
  schema.issue.primaryId,
  columns.code,
  columns.issuestatus,
  columns.systemobject,
  columns.externalid,
  lookups.connection.value,
  lookups.mapping.value,
  lookups.contact.value,
  lookups.account.value,
];

/** A row of wave_issue, as far as an answer to it needs it. */
export interface FoundIssue {
  readonly id: string;
  readonly code: IssueCode;
  readonly status: number;
  readonly connectionId: string;
  readonly mappingId: string | null;
  readonly systemObject: string;
  readonly externalId: string | null;
  readonly rowId: string | null;
}

/** The issue, with the rights of whoever answers it: what she cannot see she cannot answer. @throws CannotSyncError ISSUE_NOT_FOUND */
export async function readIssue(job: Job<"resolve">, id: string): Promise<FoundIssue> {
  try {
    const row = await job.runtime.client.retrieve(schema.issue.entitySet, id, SELECT, asAsker(job));
    if (row) return toIssue(row);
  } catch (error) {
    if (!(error instanceof DataverseError) || ![403, 404].includes(error.status)) throw error;
  }
  throw new CannotSyncError({ code: "ISSUE_NOT_FOUND" });
}

/** The open issue about a row that this kind of answer fits; null when she sees none. */
export async function issueOfRow(
  job: Job<"resolve">,
  about: { readonly table: string; readonly recordId: string },
  kind: DecisionKind,
): Promise<FoundIssue | null> {
  const lookup = lookupTo(lookups, about.table);
  if (!lookup) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const filter = [
    `${lookup.value} eq ${guidLiteral(about.recordId)}`,
    `${columns.issuestatus} ne ${schema.IssueStatus.Resolved}`,
  ].join(" and ");
  try {
    const query = { select: SELECT, filter };
    const rows = await job.runtime.client.list(schema.issue.entitySet, query, asAsker(job));
    const fitting = rows.map(toIssue).filter((issue) => decisionsFor(issue.code).includes(kind));
    return fitting.find((issue) => issue.status === schema.IssueStatus.Open) ?? fitting[0] ?? null;
  } catch (error) {
    if (error instanceof DataverseError && error.status === 403) return null;
    throw error;
  }
}

export function asAsker({ operation, counter, signal, patienceMs }: Job) {
  return { asUser: operation.askerId, counter, signal, patienceMs, priority: "interactive" as const };
}

function toIssue(row: Json): FoundIssue {
  const text = (name: string) => (typeof row[name] === "string" ? (row[name] as string) : null);
  return {
    id: text(schema.issue.primaryId)!.toLowerCase(),
    code: text(columns.code) as IssueCode,
    status: row[columns.issuestatus] as number,
    connectionId: text(lookups.connection.value) ?? "",
    mappingId: text(lookups.mapping.value),
    systemObject: text(columns.systemobject) ?? "",
    externalId: text(columns.externalid),
    rowId: (text(lookups.contact.value) ?? text(lookups.account.value))?.toLowerCase() ?? null,
  };
}
