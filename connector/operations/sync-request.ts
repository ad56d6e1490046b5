import type { RequestOptions } from "../pipeline/build/build-sync";
import type { Asked, Work } from "../pipeline/sync";
import type { Job } from "./job";

/** What the syncs of all operations have in common: the asker's rights, language and patience. */
export function syncRequest(job: Job): Omit<Work, "direction"> & RequestOptions & Pick<Asked, "asUser"> {
  const { parts, runtime, operation, owner, counter, signal, patienceMs } = job;
  const { language } = operation.request;
  return {
    runtime,
    database: parts.database,
    clock: parts.clock,
    logger: parts.logger,
    correlationId: operation.correlationId,
    counter,
    asUser: operation.askerId,
    leaseOwner: owner,
    ...(language ? { labelsIn: language } : {}),
    signal,
    patienceMs,
  };
}
