import type { BudgetRule, Budgets, Heard } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import { MAX_THROTTLED } from "./retrying";

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
