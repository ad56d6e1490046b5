import { DataverseError } from "../../dataverse/dataverse-error";
import { CliError } from "../cli-error";

/**
 * What to do about a refused solution, by the platform's code.
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
const CURES: Readonly<Record<string, string>> = {
  "0x80048040":
    "The environment has Wave Sync as an unmanaged solution. Import without --managed to update it, or delete that solution (Solutions > Wave Sync > Delete; tables and data stay) and import again.",
  "0x80048041": "The environment has Wave Sync as a managed solution. Import with --managed to update it.",
  "0x80048068": "Have the environment updated to a newer version of Dataverse, then import again.",
  "0x8004801d": "Install or enable what is named above in this environment, then import again.",
  "0x80071151": "Wait until the other import has ended (Solutions > See history), then import again.",
};
const SECURED_KEY = /protected by FLS/i;
const TAKE_SECURITY_OFF =
  "Take column security off the column named above (for contacts: externaluseridentifier), then import again: a key cannot hold a secured column.";
const OTHERWISE = "Nothing was imported. Correct what is named above, then import again.";

/** A solution the environment does not take: its words, and what helps. `code` as the platform writes it, in hexadecimal. */
export function refusal(message: string, code: string): CliError {
  const cure = CURES[code.toLowerCase()] ?? (SECURED_KEY.test(message) ? TAKE_SECURITY_OFF : OTHERWISE);
  return new CliError(message, cure, code);
}

/** As {@link refusal}, for a call that was refused outright; other failures stay what they are. */
export function asRefusal(error: unknown): unknown {
  return error instanceof DataverseError && error.code && CURES[error.code.toLowerCase()]
    ? refusal(error.message, error.code)
    : error;
}

/** -2147188672 is "0x80048040": rows and results hold the signed number. */
export function hexOf(code: number): string {
  return `0x${(code >>> 0).toString(16).padStart(8, "0")}`;
}
