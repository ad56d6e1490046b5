import type { Queue } from "../queue/queue";

/** Chunks of woken records worked on at a time: mostly waiting for Dataverse and the systems. */
const WORKERS = 12;
/** Of one environment: while some chunks are written and told, the next is taken up, and nobody else's records wait behind them. */
const WORKERS_PER_ENVIRONMENT = 4;

export interface WakeWorkers {
  /** There may be records to look at: somebody does so at once, or as soon as a worker is free. Returns at once. */
  look(environmentId: string): void;
  /** Waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Workers of this process. Which records there are is in the database: looking once too often costs a query, and another
 * connector's sweeper finds what this one cannot do.
 */
export function startWakeWorkers(
  work: (environmentId: string) => Promise<void>,
  onError: (error: unknown, environmentId: string) => void,
): WakeWorkers {
  const waiting = new Set<string>();
  const active = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  function start(): void {
    for (const environmentId of waiting) {
      if (stopped || underWay.size >= WORKERS) return;
      const busy = active.get(environmentId) ?? 0;
      // It stays on the list: whoever of them ends first makes room for another look, so that no reminder is lost.
      if (busy >= WORKERS_PER_ENVIRONMENT) continue;
      waiting.delete(environmentId);
      active.set(environmentId, busy + 1);
      const working = work(environmentId)
        .catch((error: unknown) => onError(error, environmentId))
        .finally(() => {
          underWay.delete(working);
          const left = active.get(environmentId)! - 1;
          if (left > 0) active.set(environmentId, left);
          else active.delete(environmentId);
          start();
        });
      underWay.add(working);
    }
  }

  return {
    look(environmentId) {
      waiting.add(environmentId);
      start();
    },
    async stop() {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}

/**
 * A queue whose reminders of woken records do not take the way through the database: they are looked at in this very moment.
 * Other connectors find what is left by themselves.
 */
export function withWakeWorkers(queue: Queue, workers: WakeWorkers): Queue {
  return {
    ...queue,
    async remind(name, id, environmentId) {
      if (name === "wakes") workers.look(environmentId);
      else await queue.remind(name, id, environmentId);
    },
  };
}
