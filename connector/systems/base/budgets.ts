import type { Clock } from "../../clock/clock";
import type { Sql } from "../../database/database";
import { noteTold, takeSome, type TakenLimit } from "../../state/budgets";
import type { BudgetRule, Budgets, Heard } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import { SystemError } from "../contract/system-error";
import { InTurn } from "./in-turn";

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
  /** Waits, by this time. @param since how far it was ahead when `ms` were to be waited: somebody else may have waited since */
  wait(ms: number, since: number, signal?: AbortSignal): Promise<void>;
}

/** Requests are taken from the database one by one, then more at a time while they are used up within this time. */
const AT_HAND_MS = 1_000;
const MOST_AT_HAND = 8;
/** Two that say when a limit begins anew mean the same moment; systems tell whole seconds. */
const SAME_RESET_MS = 2_000;

/** Of one limit: what this process has taken and not used yet, and what the database knew of it then. Times by the limit's clock. */
interface AtHand {
  readonly known: TakenLimit;
  readonly takenOn: number;
  left: number;
}

/**
 * The budgets in the connector's database, so that all processes share them. Where there is much to be asked, several requests are taken
 * at once, and an answer that says what is known already is not written down again: else each request to a system would be two to the
 * database.
 */
export function sharedBudgets(sql: Sql, clock: Clock, limitTime?: LimitTime): Budgets {
  const time = limitTime ?? { ahead: () => 0, wait: (ms, _since, signal) => clock.sleep(ms, signal) };
  const now = () => clock.elapsed() + time.ahead();
  const atHand = new Map<string, AtHand>();
  const inTurn = new InTurn();

  function freshAtHand({ key }: BudgetRule): AtHand | undefined {
    const before = atHand.get(key);
    return before && now() - before.takenOn <= AT_HAND_MS ? before : undefined;
  }

  /** Milliseconds to wait; 0 when one is taken. */
  async function takeOne(rule: BudgetRule, share: number, someoneWaits = false): Promise<number> {
    const before = freshAtHand(rule);
    if (before && before.left > 0) {
      before.left--;
      return 0;
    }
    // What is kept for whoever waits is not taken in advance.
    const wanted = before && !someoneWaits ? Math.min(MOST_AT_HAND, 2 * before.known.granted) : 1;
    const known = await takeSome(sql, rule, share, wanted, time.ahead());
    if (known.granted === 0) return known.waitMs;
    // Somebody else of this process may have taken some meanwhile.
    const left = known.granted - 1 + (freshAtHand(rule)?.left ?? 0);
    atHand.set(rule.key, { known, takenOn: now(), left });
    return 0;
  }

  function isNews({ key }: BudgetRule, { closedForMs, limit, remaining, resetsInMs }: Heard): boolean {
    const before = atHand.get(key);
    if (!before || closedForMs !== undefined || limit === undefined || limit !== before.known.most)
      return true;
    const resets = before.known.resetsInMs - (now() - before.takenOn);
    const sameReset = resetsInMs === undefined || Math.abs(resetsInMs - resets) <= SAME_RESET_MS;
    return !sameReset || (remaining !== undefined && limit - remaining > before.known.taken);
  }

  async function takeInTurn(rule: BudgetRule, call: SystemCall, began: number): Promise<void> {
    const ours = 1 - rule.leftToOthers;
    const share = call.someoneWaits ? ours : ours * (1 - FOR_WHOEVER_WAITS);
    const patience = call.someoneWaits ? PATIENCE_MS : ROUNDS * rule.perMs;
    for (;;) {
      if (call.signal?.aborted) throw givenUp(call.signal.reason);
      const since = time.ahead();
      const ms = await takeOne(rule, share, call.someoneWaits);
      if (ms === 0) return;
      if (now() - began + ms > patience)
        throw new SystemError("SYSTEM_THROTTLED", "The system's limit is used up for now.", {
          retryAfterMs: ms,
        });
      await time.wait(ms, since, call.signal).catch((cause: unknown) => {
        throw givenUp(cause);
      });
    }
  }

  return {
    // One after another, the first come first: else one of many who wait could come away with nothing round after round.
    take: (rule, call) => {
      const began = now();
      return inTurn.of(`${call.someoneWaits ? "someone" : "nobody"} ${rule.key}`, () =>
        takeInTurn(rule, call, began),
      );
    },
    async hear(rule, heard) {
      const closed = heard.closedForMs !== undefined;
      if (!isNews(rule, heard)) return closed;
      // What was taken in advance may be somebody else's by now.
      if (closed) atHand.delete(rule.key);
      await noteTold(sql, rule, heard, time.ahead());
      return closed;
    },
  };
}

function givenUp(cause: unknown): SystemError {
  return new SystemError("SYSTEM_UNREACHABLE", "It was given up while waiting for its turn.", { cause });
}

/** Budgets without limits: for a command that asks once. */
export const UNLIMITED: Budgets = { take: async () => {}, hear: async () => false };
