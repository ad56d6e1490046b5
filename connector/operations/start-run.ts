import { CannotSyncError } from "../pipeline/build/build-sync";
import { requestResume, requestRun, requestStop } from "../runs/request-run";
import type { End, Job, Later } from "./job";
import { requireMayRun } from "./may-run";
import { watchRuns } from "./watch-runs";

/** wave_StartRun: a run of one mapping, or of every active one, or what becomes of one that is there; for whoever may change runs. */
export function startRun(job: Job<"startRun">): Promise<End | Later> {
  return watchRuns(job, async () => {
    await requireMayRun(job);
    const { change } = job.operation.request;
    return change ? [await changeRun(job, change)] : begin(job);
  });
}

async function begin({ counter, operation, parts, runtime }: Job<"startRun">): Promise<readonly string[]> {
  const { environmentId, askerId, request } = operation;
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
}

/** Stops a run, or lets it go on. Gives its id. */
async function changeRun(
  { operation, parts }: Job<"startRun">,
  { action, runId }: NonNullable<Job<"startRun">["operation"]["request"]["change"]>,
): Promise<string> {
  const { environmentId, askerId } = operation;
  if (action === "stop") await requestStop(parts, { environmentId, runId });
  else await requestResume(parts, { environmentId, runId, askerId });
  return runId;
}
