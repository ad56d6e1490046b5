import { DataverseError } from "../dataverse/dataverse-error";
import { SystemError } from "../systems/contract/system-error";
import { AdminError } from "./admin-error";

/** What a failed call means to an admin; undefined for our own bugs. */
export function explain(
  error: unknown,
  names: { readonly host: string; readonly system: string },
): AdminError | undefined {
  if (error instanceof AdminError) return error;
  if (error instanceof SystemError) {
    const { system } = names;
    if (error.code === "SYSTEM_REFUSED") return new AdminError(409, "SYSTEM_REFUSED", { system });
    if (error.code === "SYSTEM_UNREACHABLE") return new AdminError(502, "SYSTEM_UNREACHABLE", { system });
    return new AdminError(502, "SYSTEM_ERROR", { system, details: error.reason ?? error.message });
  }
  if (error instanceof DataverseError) {
    if (error.status === 401) return new AdminError(409, "SIGN_IN_REFUSED", { details: error.message });
    if (error.status === 403) return new AdminError(409, "ROLE_MISSING", { details: error.message });
    if (error.status === 0) return new AdminError(502, "DYNAMICS_UNREACHABLE", { host: names.host });
    return new AdminError(502, "DYNAMICS_ERROR", { details: error.message });
  }
  return undefined;
}
