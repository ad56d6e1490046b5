import { isAdministrator, mayConnect, privilegesOf, type Privileges } from "../dataverse/privileges";
import { CannotSyncError } from "../pipeline/build/build-sync";
import type { Job } from "./job";

/**
 * The platform lets nobody else call wave_StartRun and wave_UndoRun; but the call is no proof of itself.
 * @throws CannotSyncError RECORD_NOT_WRITABLE
 */
export async function requireMayRun(job: Job): Promise<void> {
  if (!(await heldBy(job)).has("prvwritewave_run"))
    throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE" });
}

/**
 * The same for wave_Describe, which is for those who map.
 * @throws CannotSyncError RECORD_NOT_WRITABLE
 */
export async function requireMayMap(job: Job): Promise<void> {
  if (!isAdministrator(await heldBy(job))) throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE" });
}

/**
 * The same for wave_Setup, which is for those who connect.
 * @throws CannotSyncError RECORD_NOT_WRITABLE
 */
export async function requireMayConnect(job: Job): Promise<void> {
  if (!mayConnect(await heldBy(job))) throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE" });
}

function heldBy({ counter, operation, patienceMs, runtime, signal }: Job): Promise<Privileges> {
  const call = { counter, patienceMs, signal, priority: "interactive" as const };
  return privilegesOf(runtime.client, operation.askerId, call);
}
