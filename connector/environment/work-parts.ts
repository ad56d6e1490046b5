import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import type { Environments } from "./environments";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import type { Stops } from "./stops";

/** What working on runs and operations needs of the connector. */
export interface WorkParts {
  readonly database: Database;
  readonly environments: Environments;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Name of this process among connectors; new at every start. */
  readonly instanceId: string;
  /** Aborted with a StoppingError when the connector stops. */
  readonly stopping: AbortSignal;
  readonly stops: Stops;
}
