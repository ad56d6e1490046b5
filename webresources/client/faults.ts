import { ClientError, type ClientCode } from "./problems";

/** A fault of the platform, from any of its APIs: `Xrm.WebApi`, the control framework's Web API, or fetch. */
export interface PlatformFault {
  /** Error code as written in the Web API, lower case: "0x80050201". */
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}

/**
 * Error codes with a meaning of their own for us.
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
const BY_CODE: readonly (readonly [RegExp, ClientCode])[] = [
  // The webhook step failed: the connector did not answer, or not with success.
  [/^0x8005020[1-6]$/, "CONNECTOR_UNREACHABLE"],
  [/^0x80050207$/, "BAD_REQUEST"],
  // Privileges.
  [/^0x800(40220|48405|48306)$/, "NO_PRIVILEGE"],
  // Not there.
  [/^0x80040217$/, "RECORD_NOT_FOUND"],
  [/^0x8006088a$/, "NOT_INSTALLED"],
  // Service protection: number of requests, execution time, concurrency.
  [/^0x8007232[126]$/, "DATAVERSE_THROTTLED"],
];

const BY_STATUS: Readonly<Record<number, ClientCode>> = {
  400: "BAD_REQUEST",
  401: "NO_PRIVILEGE",
  403: "NO_PRIVILEGE",
  404: "NOT_INSTALLED",
  408: "DATAVERSE_UNAVAILABLE",
  413: "BAD_REQUEST",
  429: "DATAVERSE_THROTTLED",
};

/** Dataverse's DuplicateRecord: a row has the id already. */
export function isDuplicate({ code }: PlatformFault): boolean {
  return code === "0x80040237";
}

/** Puts a platform fault into our words. `online` is false when the browser knows that it has no network. */
export function problemOf(fault: PlatformFault, online = true): ClientError {
  return new ClientError(codeOf(fault, online), fault.message, fault.retryAfterSeconds);
}

function codeOf(fault: PlatformFault, online: boolean): ClientCode {
  const known = BY_CODE.find(([code]) => code.test(fault.code ?? ""));
  if (known) return known[1];
  if (!online) return "OFFLINE";
  if (fault.status !== undefined && fault.status >= 500) return "DATAVERSE_UNAVAILABLE";
  const byStatus = fault.status === undefined ? undefined : BY_STATUS[fault.status];
  if (byStatus) return byStatus;
  return fault.code || fault.status ? "UNEXPECTED" : "DATAVERSE_UNAVAILABLE";
}

/**
 * Reads what `Xrm.WebApi` and the control framework reject with: `errorCode` is the code as a signed 32-bit
 * number, `message` the platform's text. Anything else (a thrown string, a TypeError of the network) passes too.
 */
export function faultOf(thrown: unknown): PlatformFault {
  if (typeof thrown !== "object" || thrown === null) {
    return { message: String(thrown) };
  }
  const fault = thrown as { errorCode?: unknown; code?: unknown; message?: unknown; httpStatus?: unknown };
  const number = [fault.errorCode, fault.code].find((candidate) => typeof candidate === "number");
  return {
    // 0 is what the client API reports when no answer came at all.
    code: typeof number === "number" && number !== 0 ? hexCode(number) : undefined,
    status: typeof fault.httpStatus === "number" ? fault.httpStatus : undefined,
    message: typeof fault.message === "string" ? fault.message : undefined,
  };
}

/** -2147155455 and 2147811841 are both "0x80050201". */
function hexCode(number: number): string {
  return `0x${(number >>> 0).toString(16).padStart(8, "0")}`;
}

/** Any thrown value as a {@link ClientError}; aborts must have been let through before. */
export function asClientError(thrown: unknown, online = isOnline()): ClientError {
  return thrown instanceof ClientError ? thrown : problemOf(faultOf(thrown), online);
}

/** What the browser knows of its network; true where it cannot say. */
export function isOnline(): boolean {
  return typeof navigator === "undefined" || navigator.onLine !== false;
}
