import type { IssueCode } from "../../core/issues/codes";

/**
 * What can go wrong between the click and the connector's answer. Codes of the core where it has the word; the
 * others only a browser can meet. Words for each are in the string resources under `Problem_<code>` and
 * `Problem_<code>_Next`.
 */
export const CLIENT_CODES = [
  "CONNECTOR_UNREACHABLE",
  /** No connection is connected: the Custom API answers, but no connector is called. */
  "NOT_CONNECTED",
  "DATAVERSE_UNAVAILABLE",
  "DATAVERSE_THROTTLED",
  "RECORD_NOT_FOUND",
  "BAD_REQUEST",
  "UNEXPECTED",
  /** The browser has no network, or Dynamics works offline. */
  "OFFLINE",
  /** The person's roles hold no "Wave Sync User". */
  "NO_PRIVILEGE",
  /** The Custom API is unknown: the solution is not imported, or only in part. */
  "NOT_INSTALLED",
  /** Taken, but not finished while we watched. */
  "STILL_WORKING",
] as const;

export type ClientCode = (typeof CLIENT_CODES)[number];

/** Codes a person can meet on a form: the connector's and the client's own. */
export type ProblemCode = ClientCode | IssueCode;

/** After these, the same click can be sent again: it wasn't refused, it only didn't get through. */
const WORTH_A_RETRY: ReadonlySet<string> = new Set<ProblemCode>([
  "CONNECTOR_UNREACHABLE",
  "DATAVERSE_UNAVAILABLE",
  "DATAVERSE_THROTTLED",
  "OFFLINE",
  "STILL_WORKING",
  "SYSTEM_UNREACHABLE",
  "SYSTEM_THROTTLED",
]);

/** True when trying again without changing anything can help. */
export function isWorthARetry(code: string): boolean {
  return WORTH_A_RETRY.has(code);
}

/** A call that did not reach the connector, or was refused on its way there. */
export class ClientError extends Error {
  constructor(
    readonly code: ClientCode,
    /** The platform's own words, for the details of a report; never the first thing a person reads. */
    readonly detail?: string,
    /** Seconds the platform asks to wait, when it says so. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`[${code}] ${detail ?? ""}`.trim());
    this.name = "ClientError";
  }
}
