import { languageOf } from "../../core/issues/languages";
import { noOutcomes } from "../../core/outcome";
import { addCounts, totalOf } from "../../core/operation/counts";
import type { Problem } from "../../core/operation/types";
import { describe } from "../../core/issues/describe";
import { findRun, type Run } from "../state/runs";
import { rememberRuns, type Operation } from "../state/operations";
import { resultOf, type End, type Job, type Later } from "./job";

/** Looks at a run: soon after it began, then less often, as a person looks at the clock. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;
/** A look every twentieth of the time it has taken so far. */
const PAUSE_SHARE = 1 / 20;

const ENDED_WELL: ReadonlySet<string> = new Set(["succeeded", "succeededWithWarnings", "undone"]);

/** Runs the operation has started already; its row is there since then. */
export function isWatching({ request }: Pick<Operation, "request">): boolean {
  return "runIds" in request && request.runIds !== undefined;
}

/**
 * Starts runs once, remembers them with the operation, and from then on only looks at them: the operation's row mirrors their
 * progress until they end. Between two looks nobody holds the operation, so that a run of hours keeps no worker, and whoever
 * looks next, after a restart or in another connector, sees the same.
 */
export async function watchRuns(
  job: Job<"startRun" | "undoRun">,
  start: () => Promise<readonly string[]>,
): Promise<End | Later> {
  const { parts, operation, owner } = job;
  let { runIds } = operation.request;
  if (!runIds) {
    await job.opened();
    runIds = await start();
    await rememberRuns(parts.database, operation.environmentId, operation.id, owner, runIds);
  }
  const runs = (await Promise.all(runIds.map((id) => findRun(parts.database, id)))).filter(
    (run): run is Run => run !== null,
  );
  if (runs.some((run) => run.endedOn === null)) {
    const counts = countsOf(runs);
    const totals = runs.map((run) => run.total);
    const total = totals.includes(null) ? null : totals.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    await job.progress({ done: totalOf(counts), total, counts });
    return { againInMs: pauseAfter(parts.clock.now().getTime() - operation.takenOn.getTime()) };
  }
  return endOf(job, runIds, runs);
}

function pauseAfter(elapsedMs: number): number {
  return Math.min(Math.max(elapsedMs * PAUSE_SHARE, FIRST_LOOK_MS), LONGEST_PAUSE_MS);
}

async function endOf(
  job: Job<"startRun" | "undoRun">,
  runIds: readonly string[],
  runs: readonly Run[],
): Promise<End> {
  const stopped = runs.find((run) => run.problem !== null);
  const { request } = job.operation;
  const wasToStop = "change" in request && request.change?.action === "stop";
  return {
    succeeded: runs.length > 0 && runs.every(({ status }) => wasToStop || ENDED_WELL.has(status)),
    result: resultOf({ counts: countsOf(runs), runIds }),
    connectionId: runs[0]?.connectionId ?? null,
    ...(stopped ? { problem: await inHerLanguage(job, stopped) } : {}),
    // Only a run that was cleaned away long ago is not there any more.
    ...(runs.length === 0 ? { issue: { code: "RUN_TOO_OLD" as const } } : {}),
  };
}

/** A run speaks the environment's language. For somebody who speaks another, the same without its particulars. */
async function inHerLanguage(job: Job, { problem, correlationId }: Run): Promise<Problem> {
  const hers = languageOf(job.operation.request.language);
  const known = problem!;
  if (hers === languageOf(await job.runtime.language())) return known;
  const { code, message, nextStep } = describe({ code: known.code as never }, hers, { correlationId });
  return { code, message, nextStep };
}

function countsOf(runs: readonly Run[]) {
  return runs.reduce((sum, run) => addCounts(sum, run.counts), noOutcomes());
}
