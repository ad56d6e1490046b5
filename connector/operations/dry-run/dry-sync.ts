import type { Mapping } from "../../../core/mapping/types";
import { writes } from "../../../core/plan/direction";
import type { ConfiguredMapping } from "../../environment/configuration";
import { buildSync, CannotSyncError } from "../../pipeline/build/build-sync";
import { refusedTo } from "../../pipeline/build/mapping-rights";
import { isAppended } from "../../pipeline/mail/log-names";
import type { Sync } from "../../pipeline/sync";
import type { Job } from "../job";
import { syncRequest } from "../sync-request";
import { firstRecords, type Look, type Tried } from "./first-records";
import { firstRows } from "./first-rows";

/**
 * A sync that only looks, as a run would: what is linked, ended or out of the view is left alone. Whoever asks has to have the rights that
 * the mapping needs; rows are looked at with the connector's.
 * @param asItWere the mapping as it is to be looked at; throws where that cannot be
 * @param needs the parameter that makes no sense for a mapping of activities, which are logged and never brought together
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_INVALID, MAPPING_NOT_ALLOWED, BAD_REQUEST
 */
export async function drySync(
  job: Job<"describe">,
  mappingId: string,
  asItWere: (configured: ConfiguredMapping, lcid: number) => Mapping,
  needs: string,
): Promise<Sync> {
  const { counter, operation, patienceMs, runtime, signal } = job;
  const call = { counter, signal, patienceMs, priority: "interactive" as const };
  const configured = (await runtime.configuredMappings(call, 0)).find(({ id }) => id === mappingId);
  const connection = configured && runtime.connections.get(configured.connectionId);
  if (!configured || !connection) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  job.about(connection.id);
  const lcid = operation.request.language ?? (await runtime.language(call));
  const mapping = asItWere(configured, lcid);
  if (isAppended({ connection, mapping }))
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: needs } });
  const refused = await refusedTo(operation.askerId, runtime, mapping, call);
  if (refused) throw new CannotSyncError(refused);
  const { asUser: _, ...work } = syncRequest(job);
  const direction = writes(mapping.direction, "toDataverse") ? "toDataverse" : "toSystem";
  return buildSync(
    { ...work, trigger: "run", direction, onlyLooks: true, labelsIn: lcid },
    { ...configured, mapping },
  );
}

/** Looks at the first records a run would look at: of the system, where the mapping lets its records come; else rows. */
export async function lookAtFirst<Found>(
  job: Job<"describe">,
  sync: Sync,
  look: Look<Found>,
): Promise<Tried<Found>> {
  await job.opened();
  const onLooked = (done: number, total: number) => job.progress({ done, total });
  const comes = writes(sync.mapping.direction, "toDataverse");
  return (comes ? firstRecords : firstRows)(sync, look, onLooked);
}
