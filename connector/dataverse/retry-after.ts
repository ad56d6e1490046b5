/** Dataverse asks for seconds, seldom minutes; more than this would be a mistake of a proxy in between. */
const MAX_MS = 10 * 60_000;

/** `Retry-After` as seconds or as an HTTP date -> milliseconds from now; undefined when absent or unreadable. */
export function retryAfterMs(
  header: string | null | undefined,
  now: number = Date.now(),
): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_MS);
}
