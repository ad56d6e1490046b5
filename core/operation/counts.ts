import { noOutcomes, OUTCOMES, type Outcome, type OutcomeCounts } from "../outcome";

/** How many records ended in each outcome. */
export function countOutcomes(results: Iterable<{ readonly outcome: Outcome }>): OutcomeCounts {
  const counts = noOutcomes();
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

export function addCounts(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  const sum = noOutcomes();
  for (const outcome of OUTCOMES) sum[outcome] = a[outcome] + b[outcome];
  return sum;
}

/** Records in all. */
export function totalOf(counts: OutcomeCounts): number {
  return OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
}
