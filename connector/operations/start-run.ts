import { CannotSyncError } from "../pipeline/build/build-sync";
import { requestRun } from "../runs/request-run";
import type { End, Job, Later } from "./job";
import { requireMayRun } from "./may-run";
import { watchRuns } from "./watch-runs";

/** wave_StartRun: a run of one mapping, or of every active one, for whoever may change runs. */
export function startRun(job: Job<"startRun">): Promise<End | Later> {
  const { parts, operation, runtime, counter } = job;
  const { environmentId, askerId, request } = operation;
  return watchRuns(job, async () => {
    await requireMayRun(job);
    const mappingIds = request.mappingId
      ? [request.mappingId]
      : (await runtime.configuredMappings({ counter }))
          .filter((mapping) => mapping.status === "active")
          .map((mapping) => mapping.id);
    if (mappingIds.length === 0) throw new CannotSyncError({ code: "NOT_CONNECTED" });
    const runIds: string[] = [];
    for (const mappingId of mappingIds) {
      const asked = { environmentId, mappingId, kind: request.runKind, askerId };
      runIds.push((await requestRun(parts, asked)).runId);
    }
    return runIds;
  });
}
