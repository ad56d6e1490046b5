import { ended, type Item } from "../pipeline/item";
import { saveResults } from "../pipeline/save";
import type { Sync } from "../pipeline/sync";
import { tellResults } from "../pipeline/tell";
import { postponeWakes, type Wake } from "../state/wakes";
import { endChunk } from "./end-chunk";
import { growingPause } from "./pauses";
import type { Chunk } from "./work-on-wakes";

/** A record met something nobody thought of: logged with its reference, told as an issue, tried once more. Never lost. */
export async function tellUnexpected(chunk: Chunk, sync: Sync, wake: Wake, error: unknown): Promise<void> {
  const { correlationId, database, logger } = sync;
  logger.error("A woken record met something unexpected", {
    environmentId: chunk.environmentId,
    mappingId: wake.mappingId,
    correlationId,
    error,
  });
  const item: Item = {
    system: null,
    row: null,
    link: null,
    base: null,
    externalId: "externalId" in wake.name ? wake.name.externalId : null,
    rowId: "rowId" in wake.name ? wake.name.rowId : null,
  };
  try {
    const results = await tellResults(sync, [ended(item, "failed", { code: "UNEXPECTED" })]);
    await database.transaction(async (sql) => {
      await saveResults(sql, sync, results);
      await endChunk(sql, chunk, [wake], results);
    });
  } catch (second) {
    logger.warn("An unexpected failure could not be told", { correlationId, error: second });
    await postponeWakes(database, chunk.environmentId, chunk.owner, [wake], growingPause(wake.attempts));
  }
}
