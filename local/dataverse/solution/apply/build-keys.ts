import type { Kernel } from "../../contracts";
import { DataverseError } from "../../errors";
import { JobType } from "../../events/jobs";
import type { WebhookEvents } from "../../events/create-events";
import type { PendingKey } from "./model";

/** Rows that are there already hold the same values. */
const duplicateValues = (key: string): DataverseError =>
  new DataverseError(
    412,
    "0x80060892",
    `The index of the entity key ${key} cannot be created because rows with duplicate values exist.`,
  );

/**
 * Builds an alternate key's index as a system job, after the import: Pending, InProgress, then Active, or Failed when
 * rows that are there already share a value (docs: define-alternate-keys).
 */
export function buildKey(
  kernel: Kernel,
  { queue, jobs }: Pick<WebhookEvents, "queue" | "jobs">,
  { table, key }: PendingKey,
): void {
  const set = (indexStatus: "InProgress" | "Active" | "Failed"): void => {
    kernel.model.addKey(table, { ...key, indexStatus });
  };
  queue.add(async () => {
    const job = await jobs.create(JobType.KeyIndex, `Create index for ${key.schemaName} on ${table}`, {
      primaryentitytype: table,
    });
    await jobs.start(job);
    set("InProgress");
    set("Active");
    kernel.store.rebuildKeys(table);
    if (kernel.store.keyStatus(table, key.logicalName) === "Active") {
      await jobs.succeed(job, false);
    } else {
      set("Failed");
      await jobs.fail(job, duplicateValues(key.schemaName));
    }
  });
}
