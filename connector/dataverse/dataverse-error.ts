import type { IssueCode } from "../../core/issues/codes";

export interface DataverseErrorDetails {
  /** HTTP status; 0 when there was no answer (connection, time-out). */
  readonly status: number;
  /** Dataverse's code, e.g. "0x80040217". */
  readonly code?: string;
  readonly retryAfterMs?: number;
  /** Of a 401 that asks for a token with other claims (continuous access evaluation). */
  readonly claims?: string;
  readonly cause?: unknown;
}

/** Dataverse's codes we tell apart (https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes). */
const CODES: Readonly<Record<string, IssueCode>> = {
  "0x80040217": "RECORD_NOT_FOUND",
  "0x80060891": "RECORD_NOT_FOUND",
  "0x80060892": "DUPLICATE_ROW",
  "0x80040237": "DUPLICATE_ROW",
  "0x80040333": "DUPLICATE_ROW",
  "0x80044331": "VALUE_TOO_LONG",
  "0x8004432f": "VALUE_OUT_OF_RANGE",
  "0x80044330": "VALUE_OUT_OF_RANGE",
  "0x8004431a": "VALUE_NOT_IN_CHOICES",
  "0x80060888": "COLUMN_MISSING",
  "0x80048d19": "VALUE_WRONG_TYPE",
};

/** The three service protection limits; each comes as 429. */
const THROTTLED = new Set(["0x80072321", "0x80072322", "0x80072326"]);
/** Trouble inside Dataverse that passes by itself: SQL error and time-out, a lock held by somebody else. */
const PASSING = new Set(["0x80044150", "0x80044151", "0x80044339"]);
const DEADLOCK = /Sql Number: 1205/;

/** A request to Dataverse failed. The message may quote data: it goes to the person concerned, never to a log. */
export class DataverseError extends Error {
  override readonly name = "DataverseError";
  readonly status: number;
  readonly code?: string;
  readonly retryAfterMs?: number;
  readonly claims?: string;

  constructor(message: string, details: DataverseErrorDetails) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.code = details.code?.toLowerCase();
    this.retryAfterMs = details.retryAfterMs;
    this.claims = details.claims;
  }

  get throttled(): boolean {
    return this.status === 429 || THROTTLED.has(this.code ?? "");
  }

  /**
   * True when the same request may work a little later. "5xx" alone does not say so: duplicate detection answers 500.
   */
  get transient(): boolean {
    if (this.status === 0 || this.status === 408 || [502, 503, 504].includes(this.status)) return true;
    if (PASSING.has(this.code ?? "") || DEADLOCK.test(this.message)) return true;
    return this.status === 500 && !(this.code && this.code in CODES);
  }

  /** True when a bulk request was too much at once, whatever its rows hold: smaller pieces may pass. */
  get tooMuch(): boolean {
    return (
      this.status === 413 ||
      (this.status === 0 && this.cause instanceof Error && this.cause.name === "TimeoutError")
    );
  }

  /** The problem in our words; reading and writing are refused with the same status. */
  issueCode(doing: "read" | "write"): IssueCode {
    if (this.throttled) return "DATAVERSE_THROTTLED";
    if (this.code && this.code in CODES) return CODES[this.code]!;
    if (this.status === 401) return "NEEDS_SIGN_IN";
    if (this.status === 403) return doing === "read" ? "RECORD_NOT_READABLE" : "RECORD_NOT_WRITABLE";
    if (this.status === 404) return "RECORD_NOT_FOUND";
    return this.transient ? "DATAVERSE_UNAVAILABLE" : "UNEXPECTED";
  }
}
