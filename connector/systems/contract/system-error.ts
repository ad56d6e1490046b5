import type { IssueCode } from "../../../core/issues/codes";

/** The codes a system's trouble is told by. */
export type SystemErrorCode = Extract<
  IssueCode,
  | "SYSTEM_UNREACHABLE"
  | "SYSTEM_REFUSED"
  | "SYSTEM_THROTTLED"
  | "SYSTEM_REJECTED"
  | "EXTERNAL_RECORD_GONE"
  | "RECORD_BUSY"
  | "ADDRESS_MISSING"
  | "UNEXPECTED"
>;

export interface SystemErrorDetails {
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** The system's own words, cut to a sane length; never holds credentials. */
  readonly reason?: string;
  /** Fields the system refused, for SYSTEM_REJECTED: canonical field name -> reason. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Wait this long before trying again, for SYSTEM_THROTTLED (`Retry-After`). */
  readonly retryAfterMs?: number;
  /** An earlier try of the same call was left without an answer. */
  readonly doubtful?: boolean;
  readonly cause?: unknown;
}

/** 408 is a system that gave up waiting, which tells nothing. */
function saysNo(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408;
}

/**
 * A call to a system failed:
 * SYSTEM_UNREACHABLE no answer, a time-out or 5xx (the work may have been done all the same);
 * SYSTEM_REFUSED the credentials (401, 403); SYSTEM_THROTTLED 429;
 * SYSTEM_REJECTED it did not like the values (400, 409, 422); EXTERNAL_RECORD_GONE 404 or 410 on a write;
 * ADDRESS_MISSING there is nothing that the system could know the record by; RECORD_BUSY the record was changed after it was read (412), and nothing was written.
 */
export class SystemError extends Error {
  override readonly name = "SystemError";
  readonly status?: number;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
  /**
   * The system answered, and said no: nothing was changed there by this call. False where an answer may have got lost, in this try
   * or one before it.
   */
  readonly nothingDone: boolean;

  constructor(
    readonly code: SystemErrorCode,
    message: string,
    details: SystemErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.reason = details.reason;
    this.fields = details.fields;
    this.retryAfterMs = details.retryAfterMs;
    this.nothingDone = !details.doubtful && saysNo(details.status);
  }

  /** The same, of a call that was tried before without an answer: what that try did, nobody knows. */
  asDoubtful(): SystemError {
    return new SystemError(this.code, this.message, { ...this, doubtful: true, cause: this.cause });
  }

  /** True when trying again later may work without anybody doing anything. */
  get retryable(): boolean {
    return this.code === "SYSTEM_UNREACHABLE" || this.code === "SYSTEM_THROTTLED";
  }
}
