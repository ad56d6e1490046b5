import { DataverseError } from "../../dataverse/dataverse-error";
import { reportMappingIssues } from "../report/mapping-issues";
import type { Sync } from "../sync";
import { OwnerRefusedError } from "./owner-refused-error";

/** Who creates a row in her own name, and how the system calls her. */
export interface Creator {
  readonly userId: string;
  readonly person: string;
}

/** How long it is taken for granted that an environment does not let the connector act for others. */
const ASK_AGAIN_MS = 10 * 60_000;

export function refusesToActFor({ runtime, clock }: Sync): boolean {
  return runtime.memory.refusesToActForOthersUntil > clock.elapsed();
}

/** Tells the admins of the mapping, once, that the connector does what others were to be shown for. */
export async function noticeRefusal(sync: Sync): Promise<void> {
  const known = refusesToActFor(sync);
  sync.runtime.memory.refusesToActForOthersUntil = sync.clock.elapsed() + ASK_AGAIN_MS;
  if (known) return;
  await reportMappingIssues(sync, "createAs", [
    { key: "createAs", issue: { code: "IMPERSONATION_REFUSED" } },
  ]);
}

/** `prvActOnBehalfOfAnotherUser` is missing: it is the connector that may not, not she. */
export function isRefusalToAct(error: unknown): error is DataverseError {
  return (
    error instanceof DataverseError &&
    error.status === 403 &&
    /prvActOnBehalfOfAnotherUser/i.test(error.message)
  );
}

/** What was refused to somebody in whose name a row was to be created: told as hers. */
export function refusedTo(person: string, error: DataverseError): DataverseError {
  return error.status === 403 ? new OwnerRefusedError(person, error) : error;
}
