import { describe } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import { runVerdict } from "../../core/operation/run-verdict";
import type { Problem } from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import type { DataverseCall } from "../dataverse/call";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { timestamp } from "../clock/timestamp";
import { addRunMail } from "../state/run-mails";
import { saveMappingCursor } from "../state/mapping-cursors";
import {
  checkpointRun,
  endRun,
  findRun,
  markUndone,
  willReportRun,
  type Checkpoint,
  type Run,
} from "../state/runs";
import type { RunEnding } from "./ending";
import type { WorkParts } from "../environment/work-parts";
import { runName } from "./run-name";
import { progressOf } from "./run-work";
import { openRunRow, reportRun, type RunNews } from "./run-row";

/** The end of a run is worth waiting for Dataverse's limits. */
const PATIENCE_MS = 60_000;

/**
 * Ends a run: verdict, row, and what follows from it. One that found nothing to do, and that nobody asked for, stays out of
 * Dataverse; one that was stopped never does.
 */
export async function finish(
  parts: WorkParts,
  runtime: EnvironmentRuntime,
  run: Run,
  owner: string,
  ending: RunEnding,
  stoppedBy?: IssueRef,
): Promise<void> {
  const { database } = parts;
  const { progress, expected } = ending;
  const judged = runVerdict({
    counts: progress.counts,
    expected,
    incomplete: progress.warnings,
    quiet: progress.quiet,
    ...(stoppedBy ? { stoppedBy } : {}),
  });
  // What the run itself has to say is more than that something is left to do.
  const issue = stoppedBy ?? ending.issue ?? judged.issue;
  const verdict = judged.verdict === "succeeded" && issue ? "succeededWithWarnings" : judged.verdict;
  const problem = issue ? await inWords(runtime, run, issue) : null;
  const told = verdict !== "succeeded" || ((await findRun(database, run.id))?.reported ?? true);
  if (told && !run.reported) await willReportRun(database, run.id);
  // Counted before it is sent, so that the row tells the truth about itself.
  const last = told ? { ...progress, requests: progress.requests + 1 } : progress;
  await checkpointRun(database, run.id, owner, last);
  const endedOn = timestamp(parts.clock);
  if (told)
    await tell(runtime, run, { status: verdict, progress: last, endedOn, ...(problem ? { problem } : {}) });
  if (ending.undone) await reportUndone(parts, runtime, run);
  await database.transaction(async (sql) => {
    await endRun(sql, run.id, owner, verdict, problem);
    // Whoever stopped it knows.
    if (run.askerId !== null && run.kind !== "undo" && verdict !== "canceled")
      await addRunMail(sql, run.environmentId, run.id);
    if (ending.mappingCursor)
      await saveMappingCursor(sql, run.environmentId, run.mappingId, ending.mappingCursor);
    if (ending.undone && run.undoes) await markUndone(sql, run.undoes);
  });
}

/** Creates the run's row. */
export async function open(
  runtime: EnvironmentRuntime,
  run: Run,
  progress: Checkpoint,
  call: DataverseCall,
): Promise<void> {
  await openRunRow(runtime.client, run, await nameOf(runtime, run, call), progress, call);
}

/** A mapping's name is not worth a request each time. */
const NAMES_MS = 10 * 60_000;

/** Writes the run's row. */
async function tell(runtime: EnvironmentRuntime, run: Run, news: RunNews): Promise<void> {
  const call: DataverseCall = { priority: "bulk", patienceMs: PATIENCE_MS };
  await reportRun(runtime.client, run, await nameOf(runtime, run, call), news, call);
}

/** Writes the row of a run that has ended once more, as it ended: what was told since by somebody who was late is not true. */
export async function reportAgain(runtime: EnvironmentRuntime, run: Run): Promise<void> {
  await tell(runtime, run, {
    status: run.status,
    progress: progressOf(run),
    ...(run.endedOn ? { endedOn: run.endedOn.toISOString() } : {}),
    ...(run.problem ? { problem: run.problem } : {}),
  });
}

async function nameOf(runtime: EnvironmentRuntime, run: Run, call: DataverseCall): Promise<string> {
  const mappings = await runtime.configuredMappings(call, NAMES_MS);
  const mapping = mappings.find((each) => each.id === run.mappingId)?.name ?? "";
  return runName(run.kind, mapping, languageOf(await runtime.language(call)));
}

/** The run that was taken back shows it. */
async function reportUndone(parts: WorkParts, runtime: EnvironmentRuntime, undo: Run): Promise<void> {
  const undone = undo.undoes ? await findRun(parts.database, undo.undoes) : null;
  if (undone) await reportAgain(runtime, { ...undone, status: "undone" });
}

/** A run's problem in the environment's language: many read it. */
export async function inWords(
  runtime: EnvironmentRuntime | undefined,
  run: Run,
  issue: IssueRef,
): Promise<Problem> {
  const system = runtime?.connections.get(run.connectionId)?.adapter.system;
  const language = languageOf(await runtime?.language().catch(() => undefined));
  const { code, message, nextStep } = describe(issue, language, {
    correlationId: run.correlationId,
    ...(system ? { system } : {}),
  });
  return { code, message, nextStep };
}
