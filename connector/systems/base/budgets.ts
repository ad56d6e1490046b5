import type { Clock } from "../../clock/clock";
import type { Sql } from "../../database/database";
import { noteTold, takeOne } from "../../state/budgets";
import type { Budgets } from "../contract/budget";
import { SystemError } from "../contract/system-error";

/** Whoever is waited for goes first: the others leave her this part of what we may use. */
const FOR_WHOEVER_WAITS = 0.1;

/** A person is told sooner than that. */
const PATIENCE_MS = 10_000;

/** The budgets in the connector's database, so that all processes share them. */
export function sharedBudgets(sql: Sql, clock: Clock): Budgets {
  return {
    async take(rule, call) {
      const ours = 1 - rule.leftToOthers;
      const share = call.someoneWaits ? ours : ours * (1 - FOR_WHOEVER_WAITS);
      // A run may as well wait for the next round of the limit.
      const patience = call.someoneWaits ? PATIENCE_MS : rule.perMs;
      const began = clock.elapsed();
      for (;;) {
        const ms = await takeOne(sql, rule, share);
        if (ms === 0) return;
        if (clock.elapsed() - began + ms > patience)
          throw new SystemError("SYSTEM_THROTTLED", "The system's limit is used up for now.", {
            retryAfterMs: ms,
          });
        try {
          await clock.sleep(ms, call.signal);
        } catch (cause) {
          throw new SystemError("SYSTEM_UNREACHABLE", "It was given up while waiting for its turn.", {
            cause,
          });
        }
      }
    },
    hear: (rule, heard) => noteTold(sql, rule, heard),
  };
}

/** Budgets without limits: for a command that asks once. */
export const UNLIMITED: Budgets = { take: async () => {}, hear: async () => {} };
