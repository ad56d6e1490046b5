import { DatabaseAwayError } from "../../../connector/database/away-error";
import type { Database, Sql } from "../../../connector/database/database";
import type { Session } from "../world/session";
import { currentWork, type Work } from "../world/sight";
import type { Fault, Process, Scheduler } from "./scheduler";

/** A server that goes away: the statement was not done, or it was and nobody hears of it. */
function databaseFault(scheduler: Scheduler, rate: number): Fault | null {
  const { random } = scheduler;
  if (!random.chance(rate)) return null;
  const after = random.chance(0.5);
  return {
    name: after ? "lost after commit" : "lost",
    after,
    error: () => new DatabaseAwayError("unreachable"),
  };
}

/**
 * The one real database, as a process sees it: every statement waits for its turn. While a transaction is open nobody else's
 * statements are done; the connections a crashed process held are gone, and what it had not committed with them.
 */
export function simulatedDatabase(
  pglite: Session,
  scheduler: Scheduler,
  process: Process,
  faultRate: () => number,
  hear: (text: string, values: readonly unknown[], work: Work) => void = () => {},
): Database {
  const faults = () => databaseFault(scheduler, faultRate());
  /** What an open transaction has done so far is heard of once it is committed. */
  let uncommitted: (() => void)[] = [];
  const run = <T extends object>(
    work: Work,
    text: string,
    values: readonly unknown[],
    transaction?: object,
  ) => {
    if (transaction) uncommitted.push(() => hear(text, values, work));
    else hear(text, values, work);
    return pglite.query<T>(text, values);
  };
  const over = (transaction?: object): Sql => ({
    query: <T extends object>(text: string, values: readonly unknown[] = []) => {
      const work = currentWork();
      return scheduler.call(
        process,
        "sql",
        `sql ${wordsOf(text)}`,
        () => run<T>(work, text, values, transaction),
        { ...(transaction ? { transaction } : { faults }) },
      );
    },
  });
  return {
    kind: "postgres",
    ...over(),
    exec: (text) => scheduler.call(process, "sql", "sql script", async () => void (await pglite.exec(text))),
    async transaction(work) {
      const token = {};
      await scheduler.call(process, "sql", "sql begin", async () => {
        await pglite.exec("begin");
        uncommitted = [];
        scheduler.beginTransaction(process, token);
      });
      const end = async (how: "commit" | "rollback") => {
        await pglite.exec(how);
        if (how === "commit") for (const tell of uncommitted) tell();
        uncommitted = [];
        scheduler.endTransaction();
      };
      try {
        const result = await work(over(token));
        await scheduler.call(process, "sql", "sql commit", () => end("commit"), {
          transaction: token,
          faults,
        });
        return result;
      } catch (error) {
        // A commit that was done and whose answer got lost leaves nothing open.
        if (scheduler.transactionOwner === process)
          await scheduler.call(process, "sql", "sql rollback", () => end("rollback"), { transaction: token });
        throw error;
      }
    },
    listen: async () => async () => {},
    close: async () => {},
  };
}

const WORDS = /\b(insert into|update|delete from|from|begin|commit)\s+(?:wave_sync\.)?(\w+)?/i;

/** What a statement is about, for the trace. */
function wordsOf(text: string): string {
  const match = WORDS.exec(text);
  return match ? `${match[1]!.toLowerCase()} ${match[2] ?? ""}`.trim() : "statement";
}
