import * as schema from "../../core/generated/schema";
import type { DescribedConnection, DescribedObject } from "../../core/operation/description";
import type { OpenConnection } from "../environment/environment-runtime";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { waitingChanges } from "../state/changes";
import { listConnections } from "../state/environments";
import { listMappingCursors } from "../state/mapping-cursors";
import type { SystemCall } from "../systems/contract/object";
import { resultOf, type End, type Job } from "./job";
import { requireMayMap } from "./may-run";
import { previewSync } from "./dry-run/preview-sync";
import { tryMatch } from "./dry-run/try-match";

/**
 * wave_Describe: what the set-up pages cannot read in Dataverse. Of the connection that is asked for, the fields of all objects of
 * its system as well; they come from the system itself, where it is asked for them. Where match rules come along, how they would do; where a preview is asked for, what
 * the next run of a mapping would do.
 * @throws CannotSyncError NOT_CONNECTED, RECORD_NOT_WRITABLE; SystemError where the system cannot be asked
 */
export async function describeConnections(job: Job<"describe">): Promise<End> {
  const { operation, parts, runtime, signal } = job;
  const { correlationId, environmentId, request } = operation;
  await requireMayMap(job);
  if (request.trial) return tryMatch(job, request.trial);
  if (request.previewOf) return previewSync(job, request.previewOf);
  const asked = request.connectionId ? runtime.connections.get(request.connectionId) : undefined;
  if (request.connectionId && !asked) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  if (asked) job.about(asked.id);
  const [waiting, states, cursors, mappings, objects] = await Promise.all([
    waitingChanges(parts.database, environmentId),
    listConnections(parts.database, environmentId),
    listMappingCursors(parts.database, environmentId),
    runtime.configuredMappings({ counter: job.counter, signal, priority: "interactive" }),
    asked ? objectsOf(asked, { correlationId, signal, someoneWaits: true }) : undefined,
  ]);
  const connections = [...runtime.connections.values()].map(
    ({ adapter, id, module }): DescribedConnection => ({
      id,
      system: adapter.system,
      subscribed: states.find((state) => state.id === id)?.subscribed ?? false,
      activities: module.activities ?? false,
      mappings: cursors
        .filter(({ mappingId }) => mappings.find((each) => each.id === mappingId)?.connectionId === id)
        .map(({ comparedOn, mappingId, nextRunOn }) => ({
          id: mappingId,
          comparedOn: comparedOn?.toISOString() ?? null,
          nextRunOn: nextRunOn?.toISOString() ?? null,
        })),
      ...(objects && id === asked?.id ? { objects } : {}),
    }),
  );
  const description = { version: schema.solution.version, waiting, connections };
  return { succeeded: true, result: resultOf({ description }), connectionId: asked?.id ?? null };
}

function objectsOf(
  { adapter, id, module }: OpenConnection,
  call: SystemCall,
): Promise<readonly DescribedObject[]> {
  const defaults = module.defaultMappings({ connectionId: id, mappingId: () => id });
  return Promise.all(
    [...adapter.objects.values()].map(async (object) => ({
      name: object.name,
      fields: Object.values(await object.fields(call)),
      appended: object.mode === "append",
      rules: defaults
        .filter(({ mapping }) => mapping.systemObject === object.name)
        .map(({ mapping: { matchRules, table } }) => ({ table, matchRules })),
    })),
  );
}
