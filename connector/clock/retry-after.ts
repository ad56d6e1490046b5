/** Nobody waits longer than this on a server's word; beyond it the caller is told, and the queue tries later. */
export const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * Reads `Retry-After`, which is whole seconds or an HTTP date (RFC 9110, 10.2.3).
 * @returns milliseconds from `now`, at least 0 and capped; undefined when there is no such header or it makes no sense
 */
export function readRetryAfter(
  header: string | null | undefined,
  now: number = Date.now(),
): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}
