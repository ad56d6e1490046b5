import type { Database } from "../database/database";
import { firstHeard } from "../state/events-seen";
import type { KnownMapping } from "../state/known-mappings";
import { wake } from "../state/wakes";
import type { SystemEvent } from "../systems/system-webhook";

export interface EventsOfConnection {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly correlationId: string;
  readonly events: readonly SystemEvent[];
  readonly mappings: readonly KnownMapping[];
}

/**
 * Takes a system's events: each is remembered and wakes its record in every active mapping of its object, in one
 * transaction, so that an event is either taken as a whole or comes again. Gives how many had not been heard before.
 */
export async function takeEvents(
  database: Database,
  { environmentId, connectionId, correlationId, events, mappings }: EventsOfConnection,
): Promise<number> {
  return database.transaction(async (sql) => {
    const fresh: SystemEvent[] = [];
    for (const event of events)
      if (await firstHeard(sql, environmentId, connectionId, event.id)) fresh.push(event);
    for (const mapping of mappings) {
      if (!mapping.active || mapping.connectionId !== connectionId) continue;
      const names = fresh
        .filter((event) => event.object === mapping.systemObject)
        .map(({ externalId }) => ({ externalId }));
      await wake(sql, { environmentId, mappingId: mapping.id, why: "event", correlationId, names });
    }
    return fresh.length;
  });
}
