import { DocumentError } from "../../../core/mapping/document";
import { parseMatchRules } from "../../../core/mapping/schema/match-rules";
import type { Mapping } from "../../../core/mapping/types";
import type { ConfiguredMapping } from "../../environment/configuration";
import { CannotSyncError, invalid } from "../../pipeline/build/build-sync";
import { findTogether } from "../../pipeline/sync-records";
import type { DescribeRequest } from "../../state/operations";
import { resultOf, type End, type Job } from "../job";
import { drySync, lookAtFirst } from "./dry-sync";
import { tellTrial } from "./tell-trial";

/**
 * How match rules would do that nobody has saved yet: the first records that a run would look at, brought together as it would, and no
 * further. Nothing is written on either side, and nobody is told.
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_INVALID, MAPPING_NOT_ALLOWED, BAD_REQUEST
 */
export async function tryMatch(
  job: Job<"describe">,
  { mappingId, matchRules }: NonNullable<DescribeRequest["trial"]>,
): Promise<End> {
  const sync = await drySync(
    job,
    mappingId,
    (configured, lcid) => withRules(configured, matchRules, lcid),
    "MatchRules",
  );
  const tried = await lookAtFirst(job, sync, findTogether);
  const matchTrial = await tellTrial(sync, tried, {
    asUser: job.operation.askerId,
    lcid: job.operation.request.language ?? sync.lcid,
  });
  return { succeeded: true, result: resultOf({ matchTrial }), connectionId: sync.connection.id };
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
