/** Minutes between two looks at what changed, where an admin says nothing else. What is found there, events have missed. */
export const USUAL_MINUTES = 15;

const MINUTE_MS = 60_000;

/** An admin's minutes (0: never by itself; null: the usual) as milliseconds; null for never. */
export function intervalMs(minutes: number | null): number | null {
  if (minutes === null) return USUAL_MINUTES * MINUTE_MS;
  return minutes > 0 ? minutes * MINUTE_MS : null;
}
