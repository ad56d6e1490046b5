import { normaliseGuid } from "../../../core/values/guid";
import type { Database, Sql } from "../../database/database";
import type { Logger } from "../../logging/logger";
import type { Queue } from "../../work/queue";
import type { KnownMapping } from "../../state/known-mappings";
import { queueChange } from "../../state/changes";
import type { ExecutionContext } from "./execution-context";
import type { MappingsAtHand } from "./mappings-at-hand";
import { isOwnEcho } from "./own-echo";
import { remindOfChanges } from "./remind-of-changes";
import { targetId } from "./target-values";

const MESSAGES: ReadonlySet<string> = new Set(["Create", "Update", "Delete", "Merge"]);

export interface RowEventParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly logger: Logger;
  readonly mappings: MappingsAtHand;
}

/** Something happened to a row. */
export type RowEvent = ExecutionContext & { readonly table: string; readonly rowId: string };

export function isRowEvent(context: ExecutionContext): context is RowEvent {
  return MESSAGES.has(context.message) && context.table !== null && context.rowId !== null;
}

/**
 * Takes what happened to a row: it queues the row in every active mapping of its table, durably. The echo of our own write
 * does nothing. Gives whether anything was queued. Throws when the database is away.
 */
export async function takeRowEvent(
  parts: RowEventParts,
  environmentId: string,
  event: RowEvent,
): Promise<boolean> {
  const { database } = parts;
  const mappings = (await parts.mappings.of(environmentId)).filter(
    (mapping) => mapping.active && mapping.table === event.table,
  );
  if (mappings.length === 0) return false;
  const queued = await database.transaction(async (sql) => {
    if (await isOwnEcho(sql, environmentId, event, mappings)) return false;
    await queueRows(sql, environmentId, event, mappings);
    return true;
  });
  if (queued) await remindOfChanges(parts, environmentId);
  return queued;
}

async function queueRows(
  sql: Sql,
  environmentId: string,
  event: RowEvent,
  mappings: readonly KnownMapping[],
): Promise<void> {
  const names = rowsOf(event).map((rowId) => ({ rowId }));
  for (const { id: mappingId } of mappings)
    await queueChange(sql, {
      environmentId,
      mappingId,
      why: "event",
      correlationId: event.correlationId,
      names,
    });
}

/** The row itself; of a merge both, the one that stays and the one that was taken up. */
function rowsOf({ message, rowId, input }: RowEvent): readonly string[] {
  if (message !== "Merge") return [rowId];
  const subordinate = typeof input?.SubordinateId === "string" ? normaliseGuid(input.SubordinateId) : null;
  return [targetId(input?.Target) ?? rowId, ...(subordinate ? [subordinate] : [])];
}
