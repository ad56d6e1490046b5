import { randomUUID } from "node:crypto";
import { systemClock, type Clock } from "../../../connector/clock/clock";
import type { Environments } from "../../../connector/environment/environments";
import { Stops } from "../../../connector/environment/stops";
import type { WorkParts } from "../../../connector/environment/work-parts";
import { createLogger } from "../../../connector/logging/logger";
import { createMetrics } from "../../../connector/metrics/metrics";
import { addRun, type RunKind } from "../../../connector/state/runs";
import type { Mapped } from "./mapped";

/** One connector as far as runs are concerned. */
export function connectorOf(mapped: Mapped, clock: Clock = systemClock): WorkParts {
  return {
    database: mapped.database,
    environments: { get: async () => mapped.runtime } as unknown as Environments,
    logger: createLogger("debug", { write: (text) => void mapped.log.push(text) }),
    metrics: createMetrics(),
    clock,
    instanceId: randomUUID(),
    stopping: new AbortController().signal,
    stops: new Stops(),
  };
}

/** A run of the mapping that waits for a connector. Gives its id. */
export async function waitingRun(mapped: Mapped, kind: RunKind): Promise<string> {
  const { id } = await addRun(mapped.database, {
    id: randomUUID(),
    environmentId: mapped.runtime.environment.id,
    connectionId: mapped.connectionId,
    mappingId: mapped.mappingId,
    kind,
    correlationId: randomUUID(),
  });
  return id;
}
