import { OUTCOMES } from "../../core/outcome";
import type { RunView } from "../connect/admin-api";
import type { AdminClient } from "./admin-client";
import { CliError } from "./cli-error";
import { print, say } from "./output";
import { createProgress } from "./progress";
import { waitForRun } from "./wait-for-run";

export interface FollowOptions {
  readonly wait: boolean;
  readonly json?: boolean;
}

/** Follows a run to its end and says what became of it; without `wait`, only which run it is. @throws CliError */
export async function followRun(client: AdminClient, runId: string, options: FollowOptions): Promise<void> {
  if (!options.wait) return print(options.json ? JSON.stringify({ runId }) : runId);
  const progress = createProgress("Records");
  let finished: RunView;
  try {
    finished = await waitForRun(client, runId, progress);
  } finally {
    progress.stop();
  }
  if (options.json) print(JSON.stringify({ ...finished.counts, requests: finished.requests }));
  else for (const line of describe(finished)) say(line);
  if (finished.problem && (finished.status === "failed" || finished.status === "canceled"))
    throw CliError.from(finished.problem);
  if (finished.problem) say(`  Warning: ${finished.problem.message} ${finished.problem.nextStep}`);
}

/** The outcomes that happened, in words. */
function describe(run: RunView): string[] {
  const counts = OUTCOMES.filter((outcome) => run.counts[outcome] > 0).map(
    (outcome) => `${run.counts[outcome]} ${outcome}`,
  );
  return [
    `${counts.join(", ") || "No changes"}. Requests to Dataverse: ${run.requests}.`,
    ...(run.kind === "undo" || run.status === "failed"
      ? []
      : [`  To undo this run: wave-sync undo ${run.id}`]),
  ];
}
