/** What a sync did to one record. The same six words everywhere: run counts, issues, operations, the form. */
export const OUTCOMES = ["created", "updated", "unchanged", "skipped", "conflict", "failed"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** How many records ended in each outcome. */
export type OutcomeCounts = Record<Outcome, number>;

/** Counts with nothing in them. */
export function noOutcomes(): OutcomeCounts {
  return { created: 0, updated: 0, unchanged: 0, skipped: 0, conflict: 0, failed: 0 };
}
