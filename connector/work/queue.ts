import type { Clock } from "../clock/clock";
import { DatabaseAwayError } from "../database/away-error";
import type { Database } from "../database/database";
import type { Logger } from "../logging/logger";
import { repeat } from "./repeat";

/** A queue holds no work, only reminders to look: what is to be done is in our own tables, under a lease. */
export type QueueName = "operations" | "runs" | "changes";

/** What a worker does. It decides by our tables whether there is anything to do. */
export type Handler = (id: string, environmentId: string) => Promise<void>;

export interface Queue {
  /** Reminds a worker, of this or another connector, to look at `id`. Reminding twice is harmless. */
  remind(queue: QueueName, id: string, environmentId: string): Promise<void>;
}

export interface QueueOfProcess extends Queue {
  /** Up to `concurrency` reminders at a time are worked on in this process. */
  work(queue: QueueName, concurrency: number, handler: Handler): void;
  /** Takes no more reminders, and waits for those being worked on. */
  stop(): Promise<void>;
}

export interface QueueParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Name of this process among connectors. */
  readonly instanceId: string;
}

const CHANNEL = "wave_sync_reminders";
/** A connection for listening that broke is made anew after this long; meanwhile the sweeper finds everything. */
const LISTEN_EVERY_MS = 2_000;

interface Reminder {
  readonly queue: QueueName;
  readonly id: string;
  readonly environmentId: string;
  /** Who passed it on. */
  readonly from: string;
}

/**
 * Reminders are kept in memory and given to the workers of this process. One that has no worker free here is passed on to the other
 * connectors. Both are only a matter of sooner or later: what is lost with a process, the sweeper of any connector finds.
 */
export function openQueue({ database, logger, clock, instanceId }: QueueParts): QueueOfProcess {
  const onError = (error: unknown): void => {
    if (!(error instanceof DatabaseAwayError)) logger.error("Work met something unexpected", { error });
  };
  const workers: Readonly<Record<QueueName, Workers>> = {
    operations: new Workers(onError),
    runs: new Workers(onError),
    changes: new Workers(onError),
  };
  let endListening = async () => {};
  let listening = false;

  const listen = async (): Promise<void> => {
    if (listening) return;
    endListening = await database.listen(CHANNEL, hear, () => (listening = false));
    listening = true;
  };
  function hear(payload: string): void {
    const reminder = JSON.parse(payload) as Reminder;
    const { queue, id, environmentId, from } = reminder;
    if (from !== instanceId && workers[queue].hasRoom) workers[queue].remind(id, environmentId);
  }
  const endTrying = repeat(
    clock,
    LISTEN_EVERY_MS,
    listen,
    (error) => logger.warn("Other connectors cannot be heard", { error }),
    { atOnce: true },
  );

  return {
    async remind(queue, id, environmentId) {
      const { hasRoom } = workers[queue];
      workers[queue].remind(id, environmentId);
      if (hasRoom || database.kind === "pglite") return;
      const reminder: Reminder = { queue, id, environmentId, from: instanceId };
      await database.query("select pg_notify($1, $2)", [CHANNEL, JSON.stringify(reminder)]);
    },
    work(queue, concurrency, handler) {
      workers[queue].start(concurrency, handler);
    },
    async stop() {
      const worked = Object.values(workers).map((each) => each.stop());
      await endTrying();
      await endListening();
      await Promise.all(worked);
    },
  };
}

/** The workers of one kind in this process. */
class Workers {
  private readonly waiting = new Map<string, () => Promise<void>>();
  private readonly underWay = new Map<string, Promise<void>>();
  private concurrency = 0;
  private handler: Handler = async () => {};

  constructor(private readonly onError: (error: unknown) => void) {}

  /** What was reminded of before then has waited. */
  start(concurrency: number, handler: Handler): void {
    this.concurrency = concurrency;
    this.handler = handler;
    this.begin();
  }

  /** A reminder that came now would be worked on at once. */
  get hasRoom(): boolean {
    return this.underWay.size < this.concurrency;
  }

  /** While one of the same waits, it says nothing new; while one is worked on, it is looked at once more afterwards. */
  remind(id: string, environmentId: string): void {
    this.waiting.set(`${environmentId}/${id}`, () => this.handler(id, environmentId));
    this.begin();
  }

  async stop(): Promise<void> {
    this.concurrency = 0;
    await Promise.all(this.underWay.values());
  }

  private begin(): void {
    for (const [key, work] of this.waiting) {
      if (!this.hasRoom) return;
      if (this.underWay.has(key)) continue;
      this.waiting.delete(key);
      const done = work()
        .catch(this.onError)
        .finally(() => {
          this.underWay.delete(key);
          this.begin();
        });
      this.underWay.set(key, done);
    }
  }
}
