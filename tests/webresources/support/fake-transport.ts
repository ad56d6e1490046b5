import { operation, OperationStatus } from "../../../core/generated/schema";
import type { OperationResult, RecordResult } from "../../../core/operation/types";
import { noOutcomes } from "../../../core/outcome";
import type { Transport, WebApiRow } from "../../../webresources/client";
import type { OperationRequest } from "../../../webresources/client/messages";

type Step<T> = T | Error | Promise<T>;

/** A transport that answers from two queues and remembers what it was asked; the last answer repeats. */
export class FakeTransport implements Transport {
  readonly executed: OperationRequest[] = [];
  readonly queries: string[] = [];
  private readonly answers: Step<readonly WebApiRow[]>[] = [];
  private readonly calls: Step<void>[] = [];

  /** What the next look at the operation finds: a row, nothing, or an error. */
  finds(...answers: Step<WebApiRow | undefined>[]): this {
    for (const answer of answers) {
      this.answers.push(
        answer instanceof Error
          ? answer
          : answer instanceof Promise
            ? answer.then((row) => (row ? [row] : []))
            : answer
              ? [answer]
              : [],
      );
    }
    return this;
  }

  /** How the next call of a Custom API ends; without this it succeeds. */
  callEnds(...calls: Step<void>[]): this {
    this.calls.push(...calls);
    return this;
  }

  async execute(request: OperationRequest): Promise<void> {
    this.executed.push(request);
    const step = this.calls.shift();
    if (step instanceof Error) throw step;
    await step;
  }

  async query(_table: string, _set: string, options: string): Promise<readonly WebApiRow[]> {
    this.queries.push(options);
    const step = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (step instanceof Error) throw step;
    return (await step) ?? [];
  }
}

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
