/** How a run stands. */
export type RunStatus =
  "queued" | "running" | "succeeded" | "succeededWithWarnings" | "failed" | "canceled" | "undone";

/** True when a run in this status will not change any more. */
export function isFinished(status: RunStatus): boolean {
  return status !== "queued" && status !== "running";
}
