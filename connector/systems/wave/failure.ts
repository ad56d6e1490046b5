import type { SystemErrorCode } from "../system-error";
import { SystemError } from "../system-error";
import { readRetryAfter } from "../../clock/retry-after";

/** A system's own words are shown to people: the first sentence or two are enough. */
const MAX_REASON = 300;

/** What an error answer says, as far as it can be read: `{error: {code, message, fields?}}`. */
interface ErrorBody {
  readonly message?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Turns an answer that is no success into the one error the engine knows.
 * @param canonical gives the canonical field for a path in Wave's JSON, e.g. `emails[0].value` -> `primaryEmail`
 */
export function toSystemError(
  status: number,
  body: unknown,
  retryAfter: string | null,
  canonical: (path: string) => string,
) {
  const { message, fields } = readErrorBody(body, canonical);
  const code = codeOf(status);
  return new SystemError(code, `Wave answered ${status}.`, {
    status,
    reason: message?.slice(0, MAX_REASON),
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    retryAfterMs: code === "SYSTEM_THROTTLED" ? readRetryAfter(retryAfter, Date.now()) : undefined,
  });
}

/** No answer: a time-out, a closed connection, a host that is not there. */
export function noAnswer(cause: unknown): SystemError {
  const timedOut = cause instanceof Error && cause.name === "TimeoutError";
  return new SystemError(
    "SYSTEM_UNREACHABLE",
    timedOut ? "Wave did not answer in time." : "Wave could not be reached.",
    { cause },
  );
}

/** An answer that is not what the contract says. */
export function notUnderstood(what: string, cause?: unknown): SystemError {
  return new SystemError("UNEXPECTED", `Wave's answer was not understood: ${what}`, { reason: what, cause });
}

function codeOf(status: number): SystemErrorCode {
  if (status === 401 || status === 403) return "SYSTEM_REFUSED";
  if (status === 404 || status === 410) return "EXTERNAL_RECORD_GONE";
  if (status === 412) return "RECORD_BUSY";
  if (status === 429) return "SYSTEM_THROTTLED";
  // 408 is the system giving up on us, not on the values.
  return status >= 500 || status === 408 ? "SYSTEM_UNREACHABLE" : "SYSTEM_REJECTED";
}

function readErrorBody(body: unknown, canonical: (path: string) => string): ErrorBody {
  const error = member(body, "error");
  const message = member(error, "message");
  const list = member(error, "fields");
  const fields = (Array.isArray(list) ? list : []).flatMap((entry) => {
    const field = member(entry, "field");
    const reason = member(entry, "message") ?? member(entry, "code");
    return typeof field === "string" ? [[canonical(field), String(reason ?? "")] as const] : [];
  });
  return { message: typeof message === "string" ? message : undefined, fields: Object.fromEntries(fields) };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
