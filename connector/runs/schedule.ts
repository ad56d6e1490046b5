import { randomUUID } from "node:crypto";
import { DatabaseAwayError } from "../database/away-error";
import type { ConfiguredMapping } from "../environment/configuration";
import type { RequestParts } from "./request-run";
import type { WorkParts } from "../environment/work-parts";
import { bringTurnForward, environmentsToCompare, takeTurn } from "../state/mapping-cursors";
import { addRun, hasOpenRun } from "../state/runs";
import { intervalMs } from "../environment/interval";

/** A query; what it finds is due within this time. */
const LOOK_EVERY_MS = 5_000;
/** What an admin changed takes effect, and a mistake in it is told, within this time; it costs one read for each environment. */
const CONFIGURATION_MS = 20_000;
/** As often as this, everything is compared: what neither events nor change tracking have told is found. */
const RECONCILE_MS = 24 * 60 * 60_000;

export type ScheduleParts = RequestParts & Pick<WorkParts, "clock" | "logger">;

/**
 * Starts the runs whose time has come. Several connectors on one database start each once; an environment that waits for a
 * sign-in is left out. Gives a function that stops it.
 */
export function startSchedule(parts: ScheduleParts): () => Promise<void> {
  const schedule = new Schedule(parts);
  const end = parts.clock.every(LOOK_EVERY_MS, () => void schedule.look());
  return async () => {
    end();
    await schedule.idle();
  };
}

/** Looks after each environment on its own: one that does not answer keeps no other waiting. */
export class Schedule {
  private readonly busy = new Map<string, Promise<void>>();
  /** By environment, the mappings that were at work at the last look; none while it is paused or disconnected. */
  private readonly working = new Map<string, ReadonlySet<string>>();
  private readonly startedOn: Date;
  private looking: Promise<void> | undefined;

  constructor(private readonly parts: ScheduleParts) {
    this.startedOn = parts.clock.now();
  }

  /** Begins to start what is due; {@link idle} waits for it. */
  look(): Promise<void> {
    this.looking ??= this.all().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Waits for whatever is under way. */
  async idle(): Promise<void> {
    await this.looking;
    await Promise.all(this.busy.values());
  }

  private async all(): Promise<void> {
    const { database, logger } = this.parts;
    try {
      const environmentIds = await environmentsToCompare(database);
      for (const id of this.working.keys()) if (!environmentIds.includes(id)) this.working.set(id, new Set());
      for (const environmentId of environmentIds) {
        if (this.busy.has(environmentId)) continue;
        const seen = startDueRuns(this.parts, environmentId, this.startedOn, this.working.get(environmentId))
          .then((working) => void this.working.set(environmentId, working))
          .catch((error: unknown) =>
            logger.warn("Schedules could not be looked at", { environmentId, error }),
          )
          .finally(() => this.busy.delete(environmentId));
        this.busy.set(environmentId, seen);
      }
    } catch (error) {
      if (!(error instanceof DatabaseAwayError)) logger.error("Schedules could not be looked at", { error });
    }
  }
}

/**
 * Starts the runs of one environment whose time has come. A mapping that was not at work before is due at once: while the
 * connector was not there, or the environment, the connection or the mapping was paused, something may have been missed.
 * Nothing has been of an environment that was connected since the connector started: it is looked after from that moment on.
 * Gives the mappings that are at work now.
 */
async function startDueRuns(
  parts: ScheduleParts,
  environmentId: string,
  startedOn: Date,
  before: ReadonlySet<string> | undefined,
): Promise<ReadonlySet<string>> {
  const runtime = await parts.environments.get(environmentId);
  const isNew = before === undefined && runtime.environment.connectedOn >= startedOn;
  const working = new Set<string>();
  for (const mapping of await runtime.configuredMappings({}, CONFIGURATION_MS)) {
    const interval = mapping.status === "active" ? intervalMs(mapping.scheduleMinutes) : null;
    if (interval === null) continue;
    working.add(mapping.id);
    if (!isNew && !before?.has(mapping.id))
      await bringTurnForward(parts.database, environmentId, mapping.id, interval);
    await startIfDue(parts, environmentId, mapping, interval);
  }
  return working;
}

async function startIfDue(
  { database, logger, queue }: ScheduleParts,
  environmentId: string,
  { id: mappingId, connectionId }: ConfiguredMapping,
  interval: number,
): Promise<void> {
  const run = await database.transaction(async (sql) => {
    const comparedMs = await takeTurn(sql, environmentId, mappingId, interval);
    // A run that waits or works sees to it; the next turn comes.
    if (comparedMs === null || (await hasOpenRun(sql, environmentId, mappingId))) return null;
    // A comparison that lies ahead was made while the clock was wrong: nobody knows how long ago.
    const kind = comparedMs >= RECONCILE_MS || comparedMs < 0 ? "reconcile" : "scheduled";
    const correlationId = randomUUID();
    const added = await addRun(sql, {
      id: randomUUID(),
      environmentId,
      connectionId,
      mappingId,
      kind,
      correlationId,
    });
    return { ...added, kind, correlationId };
  });
  if (!run?.added) return;
  const { id: runId, kind, correlationId } = run;
  logger.info("A run is due", { environmentId, mappingId, runId, kind, correlationId });
  await queue.remind("runs", runId, environmentId);
}
