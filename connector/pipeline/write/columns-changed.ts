import { DataverseError } from "../../dataverse/dataverse-error";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";
import type { Logger } from "../../logging/logger";

/**
 * A column was deleted or renamed after its table was read. The table has been forgotten by now: whoever tries again reads
 * it as it is, and the check leaves the line out. So it is trouble that passes, as if Dataverse had been away.
 */
export class ColumnsChangedError extends DataverseError {
  constructor(cause: DataverseError) {
    super(cause.message, { status: UNAVAILABLE, cause });
  }
}

const UNAVAILABLE = 503;

/** Codes Dataverse uses for a property it does not know, in a query and in a body; older ones say "0x0". */
const CODES = new Set(["0x0", "0x80060888", "0x80048d19"]);
const WORDS = /could not find a property named|invalid property '|undeclared property '/i;

/**
 * "Could not find a property named 'x' on type …" ($select, $filter) and "Invalid property 'x' was found in entity …" (a
 * write). The codes alone say less: a value of the wrong type has the same.
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
export function namesUnknownColumn(error: unknown): error is DataverseError {
  if (!(error instanceof DataverseError) || error.status !== 400) return false;
  return CODES.has(error.code ?? "0x0") && WORDS.test(error.message);
}

/** Does what needs the tables' columns. @throws ColumnsChangedError where Dataverse does not know one of them any more */
export async function noticeColumns<T>(
  at: { readonly runtime: Pick<EnvironmentRuntime, "forgetTables">; readonly logger: Logger },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!namesUnknownColumn(error)) throw error;
    at.runtime.forgetTables();
    at.logger.warn("A column is not there any more", {
      ...(error.code ? { code: error.code } : {}),
      httpStatus: error.status,
    });
    throw new ColumnsChangedError(error);
  }
}
