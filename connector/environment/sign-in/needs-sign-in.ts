import { LANGUAGES } from "../../../core/issues/languages";
import type { Problem } from "../../../core/operation/types";
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

/** What an operator reads; the app cannot be told, since nothing is left to sign in with. */
const UNREADABLE: Problem = {
  code: "SECRET_REFUSED",
  message:
    "What the connector keeps encrypted for this environment cannot be opened: a key is missing in WAVE_SYNC_ENCRYPTION_KEYS, or the environment's address, sign-in service or application was changed in the database. Nothing is sent there.",
  nextStep:
    'Put the missing key back and restart, or run "wave-sync connect" again with the options you want.',
};

/** Pauses an environment whose secrets cannot be opened, or whose addresses could not have been connected. */
export async function markUnreadable(
  { database, logger }: Pick<ShowPauseParts, "database" | "logger">,
  { id }: Environment,
  error: unknown,
): Promise<void> {
  if (await pauseForSignIn(database, id, UNREADABLE))
    logger.error("Syncing pauses: stored secrets do not belong to what is stored beside them", {
      environmentId: id,
      error,
    });
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
