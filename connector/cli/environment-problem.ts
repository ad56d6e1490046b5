import type { EnvironmentView, PauseView } from "../connect/admin-api";

/** What whoever sits at the command line can do about an environment's problem: more than a person at a form could. */
export function cureOf({ problem, status }: EnvironmentView): string {
  if (status !== "needsSignIn") return problem?.nextStep ?? "";
  return problem?.code === "SECRET_REFUSED"
    ? 'Make a new client secret in Microsoft Entra (app registration, "Certificates & secrets") and run "wave-sync connect" with it and the same options as before; what waits then goes on by itself.'
    : 'Run "wave-sync sign-in", open the link it prints and sign in; what waits then goes on by itself.';
}

/** Since when syncing pauses, and who knows of it. */
export function describePause({ since, shownInApp, adminsNotified, adminsWaiting }: PauseView): string {
  return [
    `Paused since ${since}.`,
    shownInApp ? "The app shows it." : "The app cannot show it: no token is left to write it there with.",
    adminsNotified + adminsWaiting > 0
      ? `Told by mail: ${adminsNotified} of ${adminsNotified + adminsWaiting}.`
      : "Nobody is told by mail (WAVE_SYNC_SMTP_URL).",
  ].join(" ");
}
