import type { SystemCall } from "./object";

/** A limit of a system, and whom it counts for. */
export interface BudgetRule {
  /** The same text in every process for whoever shares the limit. Never the credential itself. */
  readonly key: string;
  /** So many requests in so many milliseconds, until answers say otherwise. */
  readonly count: number;
  readonly perMs: number;
  /** Part of the limit (0 to 1) that is left to others who use the same credentials. */
  readonly leftToOthers: number;
}

/** What an answer says about a limit; what it does not say stays out. */
export interface Heard {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetsInMs?: number;
  /** Nothing is taken before so long. */
  readonly closedForMs?: number;
}

/** Budgets, shared by all work and by all processes. */
export interface Budgets {
  /**
   * Takes one request from the budget; waits for its turn. Whoever is waited for goes before the others.
   * @throws SystemError SYSTEM_THROTTLED at once, where the wait would be longer than anybody waits here: it says how long
   */
  take(rule: BudgetRule, call: SystemCall): Promise<void>;
  /**
   * What an answer said, refusals included. Corrects the budget both ways: others may use it, and a plan may be raised.
   * @returns true when it is closed now: whoever takes the next request waits until it opens
   */
  hear(rule: BudgetRule, heard: Heard): Promise<boolean>;
}
