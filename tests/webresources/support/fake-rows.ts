import { operation, OperationStatus } from "../../../core/generated/schema";
import { noOutcomes } from "../../../core/outcome";
import type { OperationResult, RecordResult } from "../../../core/operation/types";
import type { WebApiRow } from "../../../webresources/client";

const { columns, lookups } = operation;

/** A row of wave_operation that is still being worked on. */
export function workingRow(done = 0, total = 1): WebApiRow {
  return {
    [columns.operationstatus]: OperationStatus.Running,
    [columns.done]: done,
    [columns.total]: total,
  };
}

/** A finished row with these records. */
export function finishedRow(records: readonly RecordResult[], over: WebApiRow = {}): WebApiRow {
  const counts = noOutcomes();
  for (const record of records) counts[record.outcome]++;
  const result: OperationResult = { version: 1, counts, records };
  return {
    [columns.operationstatus]: OperationStatus.Succeeded,
    [columns.done]: records.length,
    [columns.total]: records.length,
    [columns.result]: JSON.stringify(result),
    [columns.correlationid]: "c0ffee00-0000-4000-8000-000000000001",
    [`${lookups.connection.value}@OData.Community.Display.V1.FormattedValue`]: "Wave",
    ...over,
  };
}

/** A row of an operation that failed as a whole. */
export function failedRow(code: string, message: string, nextStep: string): WebApiRow {
  return {
    [columns.operationstatus]: OperationStatus.Failed,
    [columns.code]: code,
    [columns.message]: message,
    [columns.nextstep]: nextStep,
    [columns.correlationid]: "c0ffee00-0000-4000-8000-000000000002",
  };
}
