import { LANGUAGES } from "../../core/issues/languages";
import { findEnvironment, type Environment } from "../state/environments";
import { listPauses, pauseForSignIn } from "../state/pauses";
import { needsSignInProblem } from "./problem";
import { showPause, type ShowPauseParts } from "./show-pause";

/**
 * Pauses an environment until somebody signs in again: whatever is queued stays queued. The connection's rows say so too
 * as soon as anything lets us write them ({@link showPause}); admins are told by mail besides ({@link ../notices}).
 * @param lastToken a token that is still taken for a while
 */
export async function markNeedsSignIn(
  parts: ShowPauseParts,
  environment: Environment,
  lastToken: string | null,
): Promise<void> {
  if (!(await pauseForSignIn(parts.database, environment.id, needsSignInProblem(LANGUAGES[0])))) return;
  parts.logger.warn("Syncing pauses: somebody has to sign in again", {
    environmentId: environment.id,
    code: "NEEDS_SIGN_IN",
  });
  await showPause(parts, environment, lastToken);
}

/** Tries again for every environment whose rows could not be written when it paused. */
export async function showPauses(parts: ShowPauseParts): Promise<void> {
  for (const { environmentId, shown } of await listPauses(parts.database)) {
    if (shown) continue;
    const environment = await findEnvironment(parts.database, { id: environmentId });
    if (environment?.status === "needsSignIn") await showPause(parts, environment, null);
  }
}
