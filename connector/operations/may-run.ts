import { privilegesOf } from "../dataverse/privileges";
import { CannotSyncError } from "../pipeline/build/build-sync";
import type { Job } from "./job";

/**
 * The platform lets nobody else call wave_StartRun and wave_UndoRun; but the call is no proof of itself.
 * @throws CannotSyncError RECORD_NOT_WRITABLE
 */
export async function requireMayRun({ counter, operation, patienceMs, runtime, signal }: Job): Promise<void> {
  const call = { counter, patienceMs, signal, priority: "interactive" as const };
  const held = await privilegesOf(runtime.client, operation.askerId, call);
  if (!held.has("prvwritewave_run")) throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE" });
}
