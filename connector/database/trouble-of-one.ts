/**
 * SQLSTATE classes that speak of what was to be saved or of who was in the way, not of the database itself: data exceptions,
 * broken constraints, a transaction that has to be tried again, a row too large.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_ONE = /^(?:22|23|40|54)[0-9A-Z]{3}$/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Node's own codes for connections that broke or never were (`ECONNREFUSED`, `EPIPE`, ...), and for a full or broken disk. */
const CONNECTION = /^E(?:CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN|NOSPC|IO|MFILE)/;

/** node-postgres gives these no code. */
const NO_DATABASE =
  /connection terminated|client has encountered a connection error|timeout exceeded when trying to connect/i;

/**
 * False where the database itself is in trouble, so that every further statement would fail as well; true for what a value brought
 * about, and for everything that has nothing to do with the database.
 */
export function isTroubleOfOne(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === "string" && SQLSTATE.test(code)) return OF_ONE.test(code);
  if (typeof code === "string" && CONNECTION.test(code)) return false;
  return !NO_DATABASE.test(error.message);
}
