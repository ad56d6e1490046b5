import PgBoss from "pg-boss";
import type { Database } from "../database/database";
import type { Logger } from "../logging/logger";

/** A queue holds no work, only reminders to look: what is to be done is in our own tables, under a lease. */
export type QueueName = "operations" | "runs" | "changes";

const QUEUES: readonly QueueName[] = ["operations", "runs", "changes"];
/** How often an idle worker looks by itself; a reminder from this process queues it at once. */
const POLL_SECONDS = 2;
/** Longer than any step between two checkpoints is meant to take. */
const STOP_TIMEOUT_MS = 15_000;
/** A reminder's life. Lost work is found by the sweeper long before. */
const EXPIRE_SECONDS = 15 * 60;

export interface Queue {
  /** Reminds a worker, of this or another connector, to look at `id`. Reminding twice is harmless. */
  remind(queue: QueueName, id: string, environmentId: string): Promise<void>;
  /** `handler` decides by our tables whether there is anything to do. Up to `concurrency` at a time in this process. */
  work(
    queue: QueueName,
    concurrency: number,
    handler: (id: string, environmentId: string) => Promise<void>,
  ): Promise<void>;
  /** Stops taking reminders and waits for those being worked on. */
  stop(): Promise<void>;
}

interface Reminder {
  readonly id: string;
  readonly environmentId: string;
}

/** pg-boss on our database: on a server and embedded alike. */
export async function openQueue(database: Database, logger: Logger): Promise<Queue> {
  const boss = new PgBoss({
    // pg-boss sets itself up with scripts of several statements, which only go without parameters.
    db: {
      executeSql: async (text, values) => {
        if (!values?.length && isScript(text)) {
          await database.exec(text);
          return { rows: [] };
        }
        return { rows: [...(await database.query(text, values))] };
      },
    },
    schema: "wave_sync_queue",
    retryLimit: 0,
    // Our own schedules are rows of ours; its clock-keeping would only cost queries.
    schedule: false,
    expireInSeconds: EXPIRE_SECONDS,
  });
  boss.on("error", (error) => logger.error("The queue had a problem", { error }));
  await boss.start();
  for (const name of QUEUES) await boss.createQueue(name, { name, policy: "short" });
  const workers = new Map<QueueName, string[]>();

  return {
    async remind(queue, id, environmentId) {
      const reminder: Reminder = { id, environmentId };
      await boss.send(queue, reminder, { singletonKey: `${environmentId}/${id}` });
      for (const worker of workers.get(queue) ?? []) boss.notifyWorker(worker);
    },
    async work(queue, concurrency, handler) {
      const ids: string[] = [];
      for (let n = 0; n < concurrency; n++) {
        const id = await boss.work<Reminder>(
          queue,
          { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS },
          async (jobs) => {
            for (const { data } of jobs) await handler(data.id, data.environmentId);
          },
        );
        ids.push(id);
      }
      workers.set(queue, ids);
    },
    stop: () => boss.stop({ graceful: true, close: false, timeout: STOP_TIMEOUT_MS }),
  };
}

/** True for text of several statements: those go through the simple protocol, which gives no rows back. */
function isScript(text: string): boolean {
  return /;\s*\S/.test(text.trim());
}
