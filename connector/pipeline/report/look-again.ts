import { queueChange, type RecordName } from "../../state/changes";
import type { Sync } from "../sync";

/**
 * Queues records of which something was told that could not be saved. It may be untrue by now: somebody else had them meanwhile, and
 * told of them before. They are looked at once more, whatever becomes of the work that told of them.
 */
export async function lookAgain(sync: Sync, names: readonly RecordName[]): Promise<void> {
  const { correlationId, database, logger, mapping, runtime } = sync;
  const environmentId = runtime.environment.id;
  const change = {
    environmentId,
    mappingId: mapping.id,
    why: "reconcile",
    correlationId,
    names,
  } as const;
  await queueChange(database, change).catch((error: unknown) =>
    logger.warn("Records could not be queued to be looked at again", { error }),
  );
}
