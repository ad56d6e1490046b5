import type { Sql } from "../../database/database";
import { hearEvents } from "../../state/events-seen";
import type { KnownMapping } from "../../state/known-mappings";
import { lookNow } from "../../state/mapping-cursors";
import type { SystemEvent } from "../../systems/contract/inbound";

export interface EventsOfConnection {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly correlationId: string;
  readonly events: readonly SystemEvent[];
  readonly mappings: readonly KnownMapping[];
}

/**
 * Takes a system's events, durably: each is remembered and queues its record in every active mapping of its object. Gives how
 * many had not been heard before.
 */
export async function takeEvents(sql: Sql, call: EventsOfConnection): Promise<number> {
  const [taken] = await takeCalls(sql, [call]);
  return taken!;
}

/** As {@link takeEvents}, for several calls in one statement: all are taken, or none. */
export async function takeCalls(sql: Sql, calls: readonly EventsOfConnection[]): Promise<readonly number[]> {
  const told = calls.flatMap((call) =>
    call.events.map((event) => ({
      call,
      event,
      environmentId: call.environmentId,
      connectionId: call.connectionId,
      correlationId: call.correlationId,
      id: event.id,
      changes: mappingsOf(call, event).flatMap(({ id }) =>
        event.externalId === null ? [] : { mappingId: id, name: { externalId: event.externalId } },
      ),
    })),
  );
  const first = await hearEvents(
    sql,
    told.map(({ call: _call, event: _event, ...heard }) => heard),
  );
  const ofNoRecord = told.filter(({ event }, at) => event.externalId === null && first[at]);
  for (const { call, environmentId, event } of ofNoRecord)
    for (const { id } of mappingsOf(call, event)) await lookNow(sql, environmentId, id);
  return calls.map((call) => told.filter((each, at) => each.call === call && first[at]).length);
}

function mappingsOf({ connectionId, mappings }: EventsOfConnection, event: SystemEvent) {
  return mappings.filter(
    (mapping) =>
      mapping.active && mapping.connectionId === connectionId && mapping.systemObject === event.object,
  );
}
