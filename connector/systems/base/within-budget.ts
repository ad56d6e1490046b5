import type { BudgetRule, Budgets, Heard } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import { readRetryAfter } from "../../clock/retry-after";
import { MAX_THROTTLED } from "./retrying";

/** A 429 asks for seconds; no longer than this is believed. */
const MOST_CLOSED_MS = 120_000;

/** What a refusal says of a limit: for how long nothing is to be asked. Empty for every other answer. */
export function closedBy(
  status: number,
  headers: Pick<Headers, "get">,
  now: Date,
): Pick<Heard, "closedForMs"> {
  const wait = status === 429 ? readRetryAfter(headers.get("retry-after"), now.getTime()) : undefined;
  return wait === undefined ? {} : { closedForMs: Math.min(wait, MOST_CLOSED_MS) };
}

/**
 * Sends a request within a budget. Where an answer says that others have used it up, the next try is made when it opens: nothing was
 * looked at, so nothing is done twice.
 * @param send sends it once, and tells `hear` what the answer says of the limit, before it throws
 * @throws SystemError what the last try threw; SYSTEM_THROTTLED where the wait would be longer than anybody waits here
 */
export async function withinBudget<T>(
  budgets: Budgets,
  rule: BudgetRule,
  call: SystemCall,
  send: (hear: (heard: Heard) => Promise<void>) => Promise<T>,
): Promise<T> {
  for (let refused = 1; ; refused++) {
    await budgets.take(rule, call);
    let closed = false;
    try {
      return await send(async (heard) => {
        closed = await budgets.hear(rule, heard);
      });
    } catch (error) {
      if (!closed || refused > MAX_THROTTLED) throw error;
    }
  }
}
