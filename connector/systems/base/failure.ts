import type { SystemErrorCode } from "../contract/system-error";
import { SystemError } from "../contract/system-error";
import { readRetryAfter } from "../../clock/retry-after";

/** A system's own words are shown to people: the first sentence or two are enough. */
const MAX_REASON = 300;

/** What an error answer says, as far as it can be read. */
export interface ErrorWords {
  readonly message?: string;
  /** By canonical field, what was wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * Turns an answer that is no success into the one error the engine knows.
 * @param system its name, for people
 */
export function toSystemError(
  system: string,
  status: number,
  { message, fields = {} }: ErrorWords,
  retryAfter: string | null,
) {
  const code = codeOf(status);
  return new SystemError(code, `${system} answered ${status}.`, {
    status,
    reason: message?.slice(0, MAX_REASON),
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    retryAfterMs: code === "SYSTEM_THROTTLED" ? readRetryAfter(retryAfter, Date.now()) : undefined,
  });
}

/** No answer: a time-out, a closed connection, a host that is not there. */
export function noAnswer(system: string, cause: unknown): SystemError {
  const timedOut = cause instanceof Error && cause.name === "TimeoutError";
  return new SystemError(
    "SYSTEM_UNREACHABLE",
    timedOut ? `${system} did not answer in time.` : `${system} could not be reached.`,
    { cause },
  );
}

/** An answer that is not what the contract says. */
export function notUnderstood(system: string, what: string, cause?: unknown): SystemError {
  return new SystemError("UNEXPECTED", `${system}'s answer was not understood: ${what}`, {
    reason: what,
    cause,
  });
}

function codeOf(status: number): SystemErrorCode {
  if (status === 401 || status === 403) return "SYSTEM_REFUSED";
  if (status === 404 || status === 410) return "EXTERNAL_RECORD_GONE";
  if (status === 412) return "RECORD_BUSY";
  if (status === 429) return "SYSTEM_THROTTLED";
  // 408 is the system giving up on us, not on the values.
  return status >= 500 || status === 408 ? "SYSTEM_UNREACHABLE" : "SYSTEM_REJECTED";
}

/** A member of something that may be no object at all. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Null for a record that is not there. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SystemError && error.code === "EXTERNAL_RECORD_GONE") return null;
    throw error;
  }
}
