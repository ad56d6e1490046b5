/** Why the database cannot be worked with: nobody answers there, or it has no room left to write. */
export type DatabaseTrouble = "unreachable" | "full";

/** The database is away for a while. Whatever was asked of it may be asked again; no record is to blame. */
export class DatabaseAwayError extends Error {
  override readonly name = "DatabaseAwayError";
  /** As Postgres or the operating system calls it. */
  readonly code: string;

  constructor(
    readonly trouble: DatabaseTrouble,
    cause?: unknown,
  ) {
    super(trouble === "full" ? "The database has no room left." : "The database does not answer.", { cause });
    this.code = codeOf(cause) ?? "DATABASE_AWAY";
  }
}

/**
 * SQLSTATEs of a server that goes away, comes up, or is (after a failover) only a copy of the one that may be written to.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY = /^(08...|57P0[1235]|53[234]00|58...|25006)$/;
const FULL = /^(53100|ENOSPC|EDQUOT)$/;
/** What Node says of a connection that broke or was never made. */
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)$/;
/** The driver has no code for these. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** An error of the driver -> a {@link DatabaseAwayError} where the database is away; any other error as it is. */
export function asAway(error: unknown): unknown {
  if (error instanceof DatabaseAwayError || !(error instanceof Error)) return error;
  const code = codeOf(error) ?? "";
  if (FULL.test(code)) return new DatabaseAwayError("full", error);
  if (AWAY.test(code) || NETWORK.test(code) || WORDS.test(error.message))
    return new DatabaseAwayError("unreachable", error);
  return error;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}
