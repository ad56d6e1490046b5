import { ended, type Item } from "../pipeline/item";
import { saveResults } from "../pipeline/save";
import type { Sync } from "../pipeline/sync";
import { reportResults } from "../pipeline/tell";
import { postponeChanges, type Change } from "../state/changes";
import { endChunk } from "./end-chunk";
import { growingPause } from "./pauses";
import type { Chunk } from "./work-on-changes";

/** A record met something nobody thought of: logged with its reference, told as an issue, tried once more. Never lost. */
export async function reportUnexpected(
  chunk: Chunk,
  sync: Sync,
  change: Change,
  error: unknown,
): Promise<void> {
  const { correlationId, database, logger } = sync;
  logger.error("A queued record met something unexpected", {
    environmentId: chunk.environmentId,
    mappingId: change.mappingId,
    correlationId,
    error,
  });
  const item: Item = {
    system: null,
    row: null,
    link: null,
    base: null,
    externalId: "externalId" in change.name ? change.name.externalId : null,
    rowId: "rowId" in change.name ? change.name.rowId : null,
  };
  try {
    const results = await reportResults(sync, [ended(item, "failed", { code: "UNEXPECTED" })]);
    await database.transaction(async (sql) => {
      await saveResults(sql, sync, results);
      await endChunk(sql, chunk, [change], results);
    });
  } catch (second) {
    logger.warn("An unexpected failure could not be told", { correlationId, error: second });
    await postponeChanges(
      database,
      chunk.environmentId,
      chunk.owner,
      [change],
      growingPause(change.attempts),
    );
  }
}
