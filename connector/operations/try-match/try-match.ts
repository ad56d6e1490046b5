import { DocumentError } from "../../../core/mapping/document";
import { parseMatchRules } from "../../../core/mapping/schema/match-rules";
import type { Mapping } from "../../../core/mapping/types";
import { writes } from "../../../core/plan/direction";
import type { ConfiguredMapping } from "../../environment/configuration";
import { buildSync, CannotSyncError, invalid } from "../../pipeline/build/build-sync";
import { refusedTo } from "../../pipeline/build/mapping-rights";
import { isAppended } from "../../pipeline/mail/log-names";
import type { Sync } from "../../pipeline/sync";
import type { DescribeRequest } from "../../state/operations";
import { resultOf, type End, type Job } from "../job";
import { syncRequest } from "../sync-request";
import { tellTrial } from "./tell-trial";
import { tryRecords } from "./try-records";
import { tryRows } from "./try-rows";

/**
 * How match rules would do that nobody has saved yet: the first records that a run would look at, brought together as it would, and no
 * further. Records of the system come, where the mapping lets them; else rows go. Nothing is written on either side, and nobody is told.
 * Whoever asks has to have the rights that the mapping needs once it is saved.
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_INVALID, MAPPING_NOT_ALLOWED, BAD_REQUEST
 */
export async function tryMatch(
  job: Job<"describe">,
  trial: NonNullable<DescribeRequest["trial"]>,
): Promise<End> {
  const sync = await syncOf(job, trial);
  await job.opened();
  const progress = (done: number, total: number) => job.progress({ done, total });
  const comes = writes(sync.mapping.direction, "toDataverse");
  const tried = await (comes ? tryRecords : tryRows)(sync, progress);
  const matchTrial = await tellTrial(sync, tried, {
    asUser: job.operation.askerId,
    lcid: job.operation.request.language ?? sync.lcid,
  });
  return { succeeded: true, result: resultOf({ matchTrial }), connectionId: sync.connection.id };
}

async function syncOf(
  job: Job<"describe">,
  { mappingId, matchRules }: NonNullable<DescribeRequest["trial"]>,
): Promise<Sync> {
  const { counter, operation, patienceMs, runtime, signal } = job;
  const call = { counter, signal, patienceMs, priority: "interactive" as const };
  const configured = (await runtime.configuredMappings(call, 0)).find(({ id }) => id === mappingId);
  const connection = configured && runtime.connections.get(configured.connectionId);
  if (!configured || !connection) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  job.about(connection.id);
  const lcid = operation.request.language ?? (await runtime.language(call));
  const mapping = withRules(configured, matchRules, lcid);
  if (isAppended({ connection, mapping }))
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: "MatchRules" } });
  const refused = await refusedTo(operation.askerId, runtime, mapping, call);
  if (refused) throw new CannotSyncError(refused);
  // Rows are looked at with the connector's rights, as by a run; whoever asks has them all, or has been refused.
  const { asUser: _, ...work } = syncRequest(job);
  return buildSync(
    {
      ...work,
      // As a run looks at them: what is linked, ended or out of the view is left alone.
      trigger: "run",
      direction: writes(mapping.direction, "toDataverse") ? "toDataverse" : "toSystem",
      onlyLooks: true,
      labelsIn: lcid,
    },
    { ...configured, mapping },
  );
}

/** The mapping as it would be. */
function withRules({ mapping, table }: ConfiguredMapping, matchRules: string, lcid: number): Mapping {
  try {
    if (mapping instanceof DocumentError) throw mapping;
    return { ...mapping, matchRules: parseMatchRules(matchRules, table) };
  } catch (error) {
    throw error instanceof DocumentError ? new CannotSyncError(invalid(error, lcid)) : error;
  }
}
