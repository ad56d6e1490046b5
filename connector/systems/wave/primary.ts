import type { Entry } from "./schema";

/** The entry marked primary; the first one when none is. */
export function primaryOf(entries: readonly Entry[]): Entry | undefined {
  return entries.find((entry) => entry.primary) ?? entries[0];
}

/**
 * The list with another primary value; every other entry stays as it is.
 * A value the list already holds becomes the primary one and the former stays beside it, so that nothing is lost.
 * Null takes the primary entry away; Wave then makes the next one primary.
 */
export function withPrimary(entries: readonly Entry[], value: string | null): readonly Entry[] {
  const primary = primaryOf(entries);
  if (value === null) return entries.filter((entry) => entry !== primary);
  const known = entries.find((entry) => entry.value === value);
  if (known) return entries.map((entry) => ({ ...entry, primary: entry === known }));
  if (!primary) return [{ value, primary: true }];
  return entries.map((entry) => (entry === primary ? { ...entry, value, primary: true } : entry));
}
