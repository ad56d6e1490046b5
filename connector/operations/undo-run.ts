import { requestUndo } from "../runs/request-run";
import type { End, Job, Later } from "./job";
import { lookAtRun } from "./look-at-run";
import { requireMayRun } from "./may-run";
import { watchRuns } from "./watch-runs";

/** wave_UndoRun: takes a run back, as a run of its own, or says what it wrote and what would go back; for whoever may change runs. */
export function undoRun(job: Job<"undoRun">): Promise<End | Later> {
  const { parts, operation } = job;
  const { environmentId, askerId, request } = operation;
  if (request.mode) return lookAtRun(job, request.mode);
  return watchRuns(job, async () => {
    await requireMayRun(job);
    const { runId } = await requestUndo(parts, { environmentId, askerId, runId: request.runId });
    return [runId];
  });
}
