import type { Clock } from "../clock/clock";
import type { Queue } from "../work/queue";

/** Chunks of queued records under way at a time: nearly all of them wait for Dataverse and the systems. */
const CHUNKS = 48;
/** Of one environment: while some are written and told, the next are taken up, and nobody else's records wait behind them. */
const CHUNKS_PER_ENVIRONMENT = 24;
/**
 * Chunks of one environment are taken no sooner one after the other: a chunk costs the connector about as much for one record as
 * for ten. Alone, a record waits for nobody.
 */
const GATHER_MS = 75;

/** Does what was taken; false when there is no use in taking more now. */
export type TakenWork = () => Promise<boolean>;

export interface ChangeWorkers {
  /** There may be records to look at: somebody does so at once, or as soon as there is room. Returns at once. */
  look(environmentId: string): void;
  /** Waits for those under way. */
  stop(): Promise<void>;
}

export interface ChangeWorkersParts {
  /** Takes due records of an environment, if there are any. */
  take(environmentId: string): Promise<TakenWork | null>;
  onError(error: unknown, environmentId: string): void;
  readonly clock: Clock;
}

/**
 * Workers of this process. Which records there are is in the database; an environment is looked through by one at a time, however
 * many remind of it, and what is taken is done beside what was taken before. Another connector's sweeper finds what this one
 * cannot do.
 */
export function startChangeWorkers({ take, onError, clock }: ChangeWorkersParts): ChangeWorkers {
  const wanted = new Set<string>();
  const looking = new Set<string>();
  const active = new Map<string, number>();
  const lastTaken = new Map<string, number>();
  const underWay = new Set<Promise<unknown>>();
  const stop = new AbortController();
  let chunks = 0;

  const hasRoom = (environmentId: string) =>
    chunks < CHUNKS && (active.get(environmentId) ?? 0) < CHUNKS_PER_ENVIRONMENT;

  function track(work: Promise<unknown>): void {
    const settled = work.finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  function look(environmentId: string): void {
    wanted.add(environmentId);
    // Whoever is at it sees the wish.
    if (!looking.has(environmentId)) track(lookThrough(environmentId));
  }

  async function lookThrough(environmentId: string): Promise<void> {
    looking.add(environmentId);
    try {
      // Without room the wish stays: whatever ends first makes room for it, so that no reminder is lost.
      while (!stop.signal.aborted && hasRoom(environmentId) && wanted.delete(environmentId)) {
        await gather(environmentId);
        const work = await take(environmentId);
        if (!work) continue;
        lastTaken.set(environmentId, clock.elapsed());
        wanted.add(environmentId);
        track(doAll(environmentId, work));
      }
    } catch (error) {
      onError(error, environmentId);
    } finally {
      looking.delete(environmentId);
    }
  }

  async function gather(environmentId: string): Promise<void> {
    const since = clock.elapsed() - (lastTaken.get(environmentId) ?? -Infinity);
    // Stopping ends the pause; the loop sees it.
    if (since < GATHER_MS) await clock.sleep(GATHER_MS - since, stop.signal).catch(() => {});
  }

  async function doAll(environmentId: string, work: TakenWork): Promise<void> {
    chunks++;
    active.set(environmentId, (active.get(environmentId) ?? 0) + 1);
    try {
      if (await work()) wanted.add(environmentId);
    } catch (error) {
      onError(error, environmentId);
    } finally {
      chunks--;
      const left = active.get(environmentId)! - 1;
      if (left > 0) active.set(environmentId, left);
      else active.delete(environmentId);
      for (const each of [...wanted]) look(each);
    }
  }

  return {
    look,
    async stop() {
      stop.abort();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/**
 * A queue whose reminders of queued records do not take the way through the database: they are looked at in this very moment.
 * Other connectors find what is left by themselves.
 */
export function withChangeWorkers(queue: Queue, workers: ChangeWorkers): Queue {
  return {
    ...queue,
    async remind(name, id, environmentId) {
      if (name === "changes") workers.look(environmentId);
      else await queue.remind(name, id, environmentId);
    },
  };
}
