import type { Decision } from "../../../core/operation/decision";
import { isAdministrator, privilegesOf } from "../../dataverse/privileges";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { candidatesOfIssue } from "../../state/issues";
import type { Job } from "../job";
import type { Subject } from "./resolve-issue";

/**
 * A person joins only what the match rules have found: with any other id she would read and change a record of the system that
 * is not hers to see. What was found is kept with us, since what stands in wave_details can be changed there.
 * @throws CannotSyncError ADMINISTRATOR_DECIDES
 */
export async function requireCandidate(
  job: Job<"resolve">,
  { issue }: Subject,
  decision: Decision,
): Promise<void> {
  if (decision.kind !== "link") return;
  const { askerId, environmentId } = job.operation;
  const { counter, parts, patienceMs, runtime, signal } = job;
  const chosen = "recordId" in decision ? decision.recordId.toLowerCase() : decision.externalId;
  const found = issue ? await candidatesOfIssue(parts.database, environmentId, issue.id) : [];
  if (found.includes(chosen)) return;
  const call = { counter, patienceMs, signal, priority: "interactive" as const };
  if (!isAdministrator(await privilegesOf(runtime.client, askerId, call)))
    throw new CannotSyncError({ code: "ADMINISTRATOR_DECIDES" });
}
