import type { EnvironmentView, PauseView } from "../connect/admin-api";

/** What whoever sits at the command line can do about an environment's problem: more than a person at a form could. */
export function cureOf({ problem, status }: EnvironmentView): string {
  if (status !== "needsSignIn") return problem?.nextStep ?? "";
  return problem?.code === "SECRET_REFUSED"
    ? 'Create a new client secret in Microsoft Entra (app registration, "Certificates & secrets") and run "wave-sync connect" with it and the same options as before; pending changes then sync automatically.'
    : 'Run "wave-sync sign-in", open the link it prints and sign in; pending changes then sync automatically.';
}

/** Since when syncing pauses, and who knows of it. */
export function describePause({ since, shownInApp, adminsNotified, adminsWaiting }: PauseView): string {
  return [
    `Paused since ${since}.`,
    shownInApp ? "The app shows it." : "The app can't show this, because Wave Sync has no valid token.",
    adminsNotified + adminsWaiting > 0
      ? `Notified by email: ${adminsNotified} of ${adminsNotified + adminsWaiting}.`
      : "Email notifications are off (WAVE_SYNC_SMTP_URL isn't set).",
  ].join(" ");
}
