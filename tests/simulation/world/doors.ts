import { takeAndStart } from "../../../connector/http/webhooks/take-operations";
import { isRowEvent, takeRowEvent } from "../../../connector/http/webhooks/dataverse-events";
import type { ExecutionContext } from "../../../connector/http/webhooks/execution-context";
import { MappingsAtHand } from "../../../connector/http/webhooks/mappings-at-hand";
import { takeEvents } from "../../../connector/http/webhooks/take-events";
import type { SystemEvent } from "../../../connector/systems/contract/inbound";
import { api } from "../../../core/generated/schema";
import type { OperationKind } from "../../../core/operation/types";
import type { Happening } from "../dataverse/store";
import type { Connector } from "./connector";
import type { World } from "./world";
import { askRow } from "../../support/ask-row";

/** An event on its way to a connector's door. */
export interface Delivery {
  readonly what: string;
  readonly due: number;
  /** How often it is made again when nobody takes it. */
  readonly tries: number;
  deliver(connector: Connector): Promise<unknown>;
}

/** Columns a change of which the steps tell of, beside the mapped ones. */
const ALWAYS_TOLD = ["statecode"];

/** What the platform sends of a happening; null when no step is registered for it. */
export function contextOf(world: World, happening: Happening): ExecutionContext | null {
  const { message, id, changed, masterId, userId, table } = happening;
  const mapping = world.mappings.find((each) => each.table === table && table !== "email");
  if (!mapping) return null;
  const told = [...mapping.lines.map((line) => line.column), ...ALWAYS_TOLD];
  if (message === "Update" && !told.some((column) => column in changed)) return null;
  const entity = {
    LogicalName: table,
    Id: masterId ?? id,
    Attributes: Object.entries(changed).map(([key, value]) => ({ key, value })),
  };
  return {
    message,
    organizationId: world.dataverse.organizationId,
    userId,
    correlationId: world.random.guid(),
    table,
    rowId: masterId ?? id,
    input: message === "Merge" ? { Target: entity, SubordinateId: id } : { Target: entity },
  };
}

export function rowDelivery(world: World, context: ExecutionContext): Omit<Delivery, "due" | "tries"> {
  return {
    what: `${context.message} of row ${context.rowId}`,
    deliver: async ({ parts }) => {
      if (isRowEvent(context))
        await takeRowEvent({ ...parts, mappings: new MappingsAtHand(parts) }, world.environmentId, context);
    },
  };
}

export function waveDelivery(world: World, externalId: string): Omit<Delivery, "due" | "tries"> {
  const event = { id: `evt-${world.random.guid()}`, object: "contact", externalId };
  return systemDelivery(world, `event of Wave ${externalId}`, world.connectionId, () => [event]);
}

/** An event of a system. @param heard what its call tells, read when it arrives */
export function systemDelivery(
  world: World,
  what: string,
  connectionId: string,
  heard: () => readonly SystemEvent[],
): Omit<Delivery, "due" | "tries"> {
  return {
    what,
    deliver: async ({ parts }) => {
      const { environmentId } = world;
      const taken = await takeEvents(parts.database, {
        environmentId,
        connectionId,
        correlationId: world.random.guid(),
        events: heard(),
        mappings: await new MappingsAtHand(parts).of(environmentId),
      });
      if (taken > 0) await parts.queue.remind("changes", environmentId, environmentId);
    },
  };
}

/** What a person asks for on the form: she creates the operation's row, then the platform calls the connector while she waits. */
export function ask(
  world: World,
  connector: Connector,
  operationId: string,
  kind: OperationKind,
  input: Readonly<Record<string, unknown>>,
): Promise<number> {
  const parameters = { OperationId: operationId, ...input };
  // Asked again under the same id, the row stays as it is.
  if (!world.store.get("wave_operation", operationId))
    world.store.together(() =>
      world.store.create("wave_operation", askRow(api[kind].name, parameters), world.sellerId),
    );
  const context: ExecutionContext = {
    message: kind,
    organizationId: world.dataverse.organizationId,
    userId: world.sellerId,
    correlationId: world.random.guid(),
    table: null,
    rowId: null,
    input: parameters,
  };
  const track = (work: Promise<unknown>) => connector.begin("operations", kind, () => work, operationId);
  const parts = { ...connector.parts, track };
  return takeAndStart(parts, world.environment, context, kind);
}
