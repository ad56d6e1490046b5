import { requestUndo } from "../runs/request-run";
import type { End, Job, Later } from "./job";
import { requireMayRun } from "./may-run";
import { watchRuns } from "./watch-runs";

/** wave_UndoRun: takes a run back, as a run of its own, for whoever may change runs. */
export function undoRun(job: Job<"undoRun">): Promise<End | Later> {
  const { parts, operation } = job;
  const { environmentId, askerId, request } = operation;
  return watchRuns(job, async () => {
    await requireMayRun(job);
    const { runId } = await requestUndo(parts, { environmentId, askerId, runId: request.runId });
    return [runId];
  });
}
