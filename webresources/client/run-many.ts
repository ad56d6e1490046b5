import { MAX_RECORDS_PER_OPERATION, type RecordResult } from "../../core/operation/types";
import { noOutcomes, OUTCOMES, type OutcomeCounts } from "../../core/outcome";
import type { RequestInput, RequestKind } from "./messages";
import { newOperationId, normaliseId } from "./operation-id";
import { runOperation, type RunOptions } from "./run-operation";
import { isAbort } from "./wait";

/** A list cut into pieces of at most `size`, in order. */
export function inChunks<T>(items: readonly T[], size = MAX_RECORDS_PER_OPERATION): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}

/** One click on a selection, cut into calls of up to 250; each call has its own OperationId, made here once. */
export function planClick(
  input: Omit<RequestInput, "operationId">,
  newId: () => string = newOperationId,
): readonly RequestInput[] {
  const ids = [...new Set(input.recordIds.map(normaliseId))];
  return inChunks(ids).map((recordIds) => ({ ...input, recordIds, operationId: newId() }));
}

export interface ManyAnswer {
  readonly counts: OutcomeCounts;
  readonly records: readonly RecordResult[];
  /** Records that were asked for and have no outcome, because a call failed as a whole or was never made. */
  readonly notDone: number;
  /** Why, if some were not done: a ClientError, or the problem the operation ended with. */
  readonly problem?: unknown;
  readonly reference: string;
}

export interface ManyOptions extends Omit<RunOptions, "onAnswer"> {
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Runs the calls of one click one after the other. The first that fails as a whole ends it: the rest would
 * fail alike, and what landed is reported. Throws only AbortError.
 */
export async function runMany(
  kind: RequestKind,
  calls: readonly RequestInput[],
  options: ManyOptions,
): Promise<ManyAnswer> {
  const total = calls.reduce((sum, call) => sum + call.recordIds.length, 0);
  const counts = noOutcomes();
  const records: RecordResult[] = [];
  let reference = calls[0]?.operationId ?? "";
  let finished = 0;
  let problem: unknown;

  options.onProgress?.(0, total);
  for (const call of calls) {
    const before = finished;
    try {
      const answer = await runOperation(kind, call, {
        ...options,
        onAnswer: (seen) => options.onProgress?.(before + Math.min(seen.done, call.recordIds.length), total),
      });
      for (const outcome of OUTCOMES) counts[outcome] += answer.counts[outcome];
      records.push(...answer.records);
      reference = answer.reference;
      if (answer.state !== "succeeded") {
        problem = answer.problem ?? answer.state;
        break;
      }
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      problem = thrown;
      reference = call.operationId;
      break;
    }
    finished += call.recordIds.length;
    options.onProgress?.(finished, total);
  }

  const withOutcome = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  return { counts, records, notDone: Math.max(0, total - withOutcome), problem, reference };
}
