import { LANGUAGES } from "../../../core/issues/languages";
import type { PauseCode } from "../../dataverse/needs-sign-in-error";
import { findEnvironment, type Environment } from "../../state/environments";
import { listPauses, pauseForSignIn } from "../../state/pauses";
import { pauseCodeOf, pauseProblem } from "./problem";
import { showPause, type ShowPauseParts } from "./show-pause";

/**
 * Pauses an environment until somebody signs in again, or enters a new secret: whatever is queued stays queued. The
 * connection's rows say so too as soon as anything lets us write them ({@link showPause}); admins are told by mail besides
 * ({@link ../notices}).
 * @param lastToken a token that is still taken for a while
 */
export async function markPaused(
  parts: ShowPauseParts,
  environment: Environment,
  code: PauseCode,
  lastToken: string | null,
): Promise<void> {
  if (!(await pauseForSignIn(parts.database, environment.id, pauseProblem(code, LANGUAGES[0])))) return;
  parts.logger.warn("Syncing pauses: the connector is not let in", { environmentId: environment.id, code });
  await showPause(parts, environment, code, lastToken);
}

/** Tries again for every environment whose rows could not be written when it paused. */
export async function showPauses(parts: ShowPauseParts): Promise<void> {
  for (const { environmentId, shown } of await listPauses(parts.database)) {
    if (shown) continue;
    const environment = await findEnvironment(parts.database, { id: environmentId });
    if (environment?.status === "needsSignIn")
      await showPause(parts, environment, pauseCodeOf(environment.problem), null);
  }
}
