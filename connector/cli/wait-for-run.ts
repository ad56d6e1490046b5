import { setTimeout as delay } from "node:timers/promises";
import { type RunView } from "../connect/admin-api";
import { isFinished } from "../state/run-status";
import type { AdminClient } from "./admin-client";
import { CliError } from "./cli-error";
import type { Progress } from "./progress";

/** Often enough for a bar that moves, seldom enough to be no load. */
const POLL_MS = 250;

/** A connector that restarts is given this long to come back before we stop waiting for it. */
const PATIENCE_MS = 60_000;

/** Follows a run to its end. A connector that goes away and comes back is waited for: the run goes on where it was. */
export async function waitForRun(client: AdminClient, runId: string, progress: Progress): Promise<RunView> {
  let lastAnswer = Date.now();
  for (;;) {
    try {
      const run = await client.run(runId);
      lastAnswer = Date.now();
      progress.update(run.done, run.total);
      if (isFinished(run.status)) return run;
    } catch (error) {
      const away = error instanceof CliError && error.code === "CONNECTOR_UNREACHABLE";
      if (!away || Date.now() - lastAnswer > PATIENCE_MS) throw error;
    }
    await delay(POLL_MS);
  }
}
