import type { Clock } from "../../clock/clock";
import type { Sql } from "../../database/database";
import { noteTold, takeOne } from "../../state/budgets";
import type { Budgets } from "../contract/budget";
import { SystemError } from "../contract/system-error";

/** Whoever is waited for goes first: the others leave her this part of what we may use. */
const FOR_WHOEVER_WAITS = 0.1;

/** A run waits for so many rounds of the limit: in the next one, others may be faster. */
const ROUNDS = 3;

/** A person is told sooner than that. */
const PATIENCE_MS = 10_000;

/** How time passes for the limits of systems: as for everything else, unless a measurement models days of a limit in minutes. */
export interface LimitTime {
  /** Milliseconds by which it is ahead of the database's time. */
  ahead(): number;
  /** Waits, by this time. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The budgets in the connector's database, so that all processes share them. */
export function sharedBudgets(sql: Sql, clock: Clock, limitTime?: LimitTime): Budgets {
  const time = limitTime ?? { ahead: () => 0, wait: (ms, signal) => clock.sleep(ms, signal) };
  const now = () => clock.elapsed() + time.ahead();
  return {
    async take(rule, call) {
      const ours = 1 - rule.leftToOthers;
      const share = call.someoneWaits ? ours : ours * (1 - FOR_WHOEVER_WAITS);
      const patience = call.someoneWaits ? PATIENCE_MS : ROUNDS * rule.perMs;
      const began = now();
      for (;;) {
        const ms = await takeOne(sql, rule, share, time.ahead());
        if (ms === 0) return;
        if (now() - began + ms > patience)
          throw new SystemError("SYSTEM_THROTTLED", "The system's limit is used up for now.", {
            retryAfterMs: ms,
          });
        try {
          await time.wait(ms, call.signal);
        } catch (cause) {
          throw new SystemError("SYSTEM_UNREACHABLE", "It was given up while waiting for its turn.", {
            cause,
          });
        }
      }
    },
    hear: (rule, heard) => noteTold(sql, rule, heard, time.ahead()),
  };
}

/** Budgets without limits: for a command that asks once. */
export const UNLIMITED: Budgets = { take: async () => {}, hear: async () => {} };
