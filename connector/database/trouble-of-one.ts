import { DatabaseAwayError } from "./away-error";

/**
 * SQLSTATE classes that speak of what was to be saved or of who was in the way, not of the database itself: data exceptions,
 * one row meant twice, broken constraints, a transaction that has to be tried again, a row too large.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_ONE = /^(?:21|22|23|40|54)[0-9A-Z]{3}$/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * False where the database itself is away or in trouble, so that every further statement would fail as well; true for what a value
 * brought about, and for everything that has nothing to do with the database.
 */
export function isTroubleOfOne(error: unknown): boolean {
  if (error instanceof DatabaseAwayError) return false;
  if (!(error instanceof Error)) return true;
  const { code } = error as { readonly code?: unknown };
  return typeof code !== "string" || !SQLSTATE.test(code) || OF_ONE.test(code);
}
