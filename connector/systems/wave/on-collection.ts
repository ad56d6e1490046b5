import { SystemError } from "../contract/system-error";
import type { WaveSettings } from "./settings";

/** 404 for a collection means a wrong address, not a record that is gone. */
export async function onCollection(
  { apiBaseUrl }: Pick<WaveSettings, "apiBaseUrl">,
  answer: Promise<unknown>,
): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== "EXTERNAL_RECORD_GONE") throw error;
    const reason = `Wave wasn't found at ${apiBaseUrl}. Check the API URL.`;
    throw new SystemError("SYSTEM_REJECTED", reason, { status: error.status, reason, cause: error });
  }
}
