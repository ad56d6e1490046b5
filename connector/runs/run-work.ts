import type { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { SyncRequest } from "../pipeline/build/build-sync";
import type { Checkpoint, Run } from "../state/runs";
import type { WorkParts } from "../environment/work-parts";

/** One attempt at a run. */
export interface RunWork {
  readonly parts: WorkParts;
  readonly runtime: EnvironmentRuntime;
  readonly run: Run;
  /** Holder of the run's lease and of its records'. */
  readonly owner: string;
  /** Aborted when the lease is lost or the connector stops. */
  readonly signal: AbortSignal;
  readonly counter: RequestCounter;
  /** Tells of the run in Dataverse for the first time, unless that was done: before anything there can point to it. */
  readonly begin: () => Promise<void>;
  /** Between two chunks. @throws RunStoppedError when somebody wants it to stop */
  readonly stopIfAsked: () => void;
  /** Tells in Dataverse how far it has come. */
  readonly tell: (progress: Checkpoint) => Promise<void>;
}

/** Somebody has stopped the run: what is saved stays, and it can go on from there. */
export class RunStoppedError extends Error {
  override readonly name = "RunStoppedError";
}

/** How far the attempts before have come. */
export function progressOf(run: Run): Checkpoint {
  const { phase, cursor, nextCursor, total, counts, warnings, quiet, requests, throttled } = run;
  return { phase, cursor, nextCursor, total, counts, warnings, quiet, requests, throttled };
}

/** What the run brings along to a sync. */
export function syncRequest(work: RunWork, direction: SyncRequest["direction"]): SyncRequest {
  const { parts, runtime, run, owner, signal, counter } = work;
  return {
    trigger: "run",
    runSince: run.startedOn ?? parts.clock.now(),
    runtime,
    database: parts.database,
    clock: parts.clock,
    logger: parts.logger,
    direction,
    correlationId: run.correlationId,
    runId: run.id,
    afresh: run.kind === "onDemand" || run.kind === "firstImport",
    counter,
    leaseOwner: owner,
    signal,
  };
}
