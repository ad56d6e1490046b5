import {
  operationColumns,
  operationLookups,
  operationNames,
  OperationStatus,
} from "../../core/generated/schema";
import type { Description } from "../../core/operation/description";
import type { MailAnswer } from "../../core/operation/mail-answer";
import type { MatchTrial } from "../../core/operation/match-trial";
import type { SyncPreview } from "../../core/operation/sync-preview";
import type { SetupAnswer } from "../../core/operation/setup-answer";
import type { OperationResult, Problem, RecordResult, RunRecords } from "../../core/operation/types";
import { OUTCOMES, type Outcome, type OutcomeCounts } from "../../core/outcome";
import type { Transport, WebApiRow } from "./transport/transport";

/** Where an operation stands, as `wave_operation` says it. */
export interface Answer {
  readonly operationId: string;
  /** working: queued or running. */
  readonly state: "working" | "succeeded" | "failed" | "canceled";
  /** False while nobody has taken it up. */
  readonly begun: boolean;
  /** Records done so far, and in all; 0 of 0 while the connector has not counted yet. */
  readonly done: number;
  readonly total: number;
  readonly counts: OutcomeCounts;
  /** One entry a record asked for; empty until finished. */
  readonly records: readonly RecordResult[];
  /** Rows of wave_run it started. */
  readonly runIds: readonly string[];
  /** What wave_UndoRun has looked at. */
  readonly runRecords?: RunRecords;
  /** What wave_Describe found out. */
  readonly description?: Description;
  /** What wave_Mail found out or did. */
  readonly mail?: MailAnswer;
  /** How match rules would do. */
  readonly matchTrial?: MatchTrial;
  /** What the next run of a mapping would do, of a preview of it. */
  readonly syncPreview?: SyncPreview;
  /** What wave_Setup found out. */
  readonly setup?: SetupAnswer;
  /** Why the whole operation failed, in the person's language. */
  readonly problem?: Problem;
  /** What support asks for: the correlation id of the connector, else the operation's own id. */
  readonly reference: string;
  /** Name of the connection it ran on, e.g. "Wave". */
  readonly connectionName?: string;
}

/** The column that counts records with an outcome: it has the outcome's name. */
const countOf = (outcome: Outcome): string => `wave_${outcome}`;

const SELECT = [
  operationColumns.operationstatus,
  operationColumns.total,
  operationColumns.done,
  ...OUTCOMES.map(countOf),
  operationColumns.result,
  operationColumns.code,
  operationColumns.message,
  operationColumns.nextstep,
  operationColumns.correlationid,
  operationLookups.connection.value,
].join(",");

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";

const STATES: Readonly<Record<number, Answer["state"]>> = {
  [OperationStatus.Queued]: "working",
  [OperationStatus.Running]: "working",
  [OperationStatus.Succeeded]: "succeeded",
  [OperationStatus.Failed]: "failed",
  [OperationStatus.Canceled]: "canceled",
};

/**
 * Looks once. Undefined where the row is not there (any more).
 * A query, not a read by id: that one would answer 404 and log an error then.
 */
export async function readAnswer(
  transport: Transport,
  operationId: string,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const options = `?$select=${SELECT}&$filter=${operationNames.primaryId} eq ${operationId}`;
  const rows = await transport.query(operationNames.logicalName, operationNames.entitySet, options, signal);
  return rows[0] && answerOf(operationId, rows[0]);
}

/** A row of `wave_operation` as an {@link Answer}. */
export function answerOf(operationId: string, row: WebApiRow): Answer {
  const {
    version: _version,
    counts = countsIn(row),
    records = [],
    runIds = [],
    ...told
  }: Partial<OperationResult> = resultIn(row[operationColumns.result]) ?? {};
  const code = text(row[operationColumns.code]);
  return {
    operationId,
    state: STATES[number(row[operationColumns.operationstatus])] ?? "working",
    begun: row[operationColumns.operationstatus] !== OperationStatus.Queued,
    done: number(row[operationColumns.done]),
    total: number(row[operationColumns.total]),
    ...{ counts, records, runIds, ...told },
    problem: code
      ? {
          code,
          message: text(row[operationColumns.message]) ?? "",
          nextStep: text(row[operationColumns.nextstep]) ?? "",
        }
      : undefined,
    reference: text(row[operationColumns.correlationid]) ?? operationId,
    connectionName: text(row[`${operationLookups.connection.value}${FORMATTED}`]),
  };
}

function countsIn(row: WebApiRow): OutcomeCounts {
  const counts = OUTCOMES.map((outcome) => [outcome, number(row[countOf(outcome)])]);
  return Object.fromEntries(counts) as OutcomeCounts;
}

function resultIn(value: unknown): OperationResult | undefined {
  try {
    const result = JSON.parse(value as string) as Partial<OperationResult>;
    return result.version === 1 ? (result as OperationResult) : undefined;
  } catch {
    return undefined; // None yet, or cut off by the column's length: the counts still stand in their own columns.
  }
}

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
