import { describe } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import { noOutcomes, type OutcomeCounts } from "../../core/outcome";
import { countOutcomes } from "../../core/operation/counts";
import type { Done } from "../../core/operation/done";
import type { OperationKind, OperationResult, Problem } from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import type { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { Queue } from "../work/queue";
import type { WorkParts } from "../environment/work-parts";
import type { Operation, OperationOf } from "../state/operations";

export type OperationParts = WorkParts & {
  readonly queue: Queue;
  /** Makes setup links; absent where nobody could open one, as in the simulation. */
  readonly setupLinks?: SetupLinks;
};

export interface SetupLinks {
  /** Makes a link to the page where a system is joined to an environment that is connected: its address, and its secret. */
  forSystem(asked: {
    readonly environmentId: string;
    readonly askerId: string;
    /** The system's key. */
    readonly system: string;
  }): Promise<{ readonly url: string; readonly secret: string; readonly expiresOn: Date }>;
}

/** How far an operation has come; what is left out stays as it was told. */
export interface Progress {
  readonly done: number;
  readonly total?: number | null;
  readonly counts?: OutcomeCounts;
}

/** One attempt at an operation. */
export interface Job<K extends OperationKind = OperationKind> {
  readonly parts: OperationParts;
  readonly runtime: EnvironmentRuntime;
  readonly operation: OperationOf<K>;
  /** Holder of the operation's lease and of the records'. */
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly counter: RequestCounter;
  readonly patienceMs: number;
  /** What it has created and updated so far, by row id: this attempt, and those before it. */
  readonly done: Map<string, Done>;
  /** The operation's row is there. Nothing that lasts may be begun before, where the answer could not be told. */
  readonly opened: () => Promise<void>;
  readonly progress: (news: Progress) => Promise<void>;
  /** Which connection is worked with from now on: what goes wrong is told of its system. */
  readonly about: (connectionId: string) => void;
}

/** How an operation ended. */
export interface End {
  readonly succeeded: boolean;
  readonly result: OperationResult;
  /** Why it could not be done, or what is to be told about it as a whole. */
  readonly issue?: IssueRef;
  /** The same in words, where they are known already. */
  readonly problem?: Problem;
  readonly connectionId: string | null;
  /** The one row it was about. */
  readonly row?: { readonly table: string; readonly recordId: string };
}

/** It goes on by itself (a run is under way): look again after this long. No worker waits meanwhile. */
export interface Later {
  readonly againInMs: number;
}

/** An operation that could not be carried out: each record it names has failed. */
export function failedAs(operation: Operation, issue: IssueRef, connectionId: string | null = null): End {
  const { request } = operation;
  const recordIds = "recordIds" in request ? request.recordIds : [];
  const records = recordIds.map((recordId) => ({ recordId, outcome: "failed" as const }));
  return {
    succeeded: false,
    result: resultOf({ records, counts: countOutcomes(records) }),
    issue,
    connectionId,
  };
}

export function resultOf(parts: Partial<Omit<OperationResult, "version">>): OperationResult {
  return { version: 1, counts: noOutcomes(), records: [], ...parts };
}

/** The operation's own problem, or that of its one record, in the language of the person who asked. */
export function problemToReport(runtime: EnvironmentRuntime, operation: Operation, end: End): Problem | null {
  const { issue, problem, result, connectionId } = end;
  if (problem) return problem;
  if (!issue) return (result.records.length === 1 ? result.records[0]?.problem : undefined) ?? null;
  const { request, correlationId } = operation;
  const asked = "connectionId" in request ? request.connectionId : undefined;
  const [only, ...others] = runtime.connections.keys();
  const connection = connectionId ?? asked ?? (others.length === 0 ? only : undefined);
  const system = connection ? runtime.connections.get(connection)?.adapter.system : undefined;
  const { code, message, nextStep } = describe(issue, languageOf(request.language), {
    correlationId,
    ...(system ? { system } : {}),
  });
  return { code, message, nextStep };
}
