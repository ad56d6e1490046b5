import { setTimeout as delay } from "node:timers/promises";
import * as schema from "../../../core/generated/schema";
import type { Transport } from "../../dataverse/transport";
import { CliError } from "../cli-error";

/** Key indexes are built by a job of the platform's after the import. */
const KEYS_DEADLINE_MS = 10 * 60_000;
const POLL_MS = 1_000;

/** Tables that bring keys the connector writes by. */
const TABLES_WITH_KEYS = [schema.contact, schema.link] as const;

/** Waits until every alternate key can be used; one that failed is told with its cure. */
export async function waitForKeys(dataverse: Transport): Promise<void> {
  const giveUpAt = Date.now() + KEYS_DEADLINE_MS;
  for (;;) {
    const { failed, pending } = await keyStates(dataverse);
    if (failed.length > 0)
      throw new CliError(`Could not be built: ${failed.join(", ")}.`, KEY_FAILED_CURE, "KEY_FAILED");
    if (pending.length === 0) return;
    if (Date.now() > giveUpAt) {
      throw new CliError(
        `Still being built: ${pending.join(", ")}.`,
        'Wait, then run "wave-sync doctor" to see whether they are active.',
        "KEYS_PENDING",
      );
    }
    await delay(POLL_MS);
  }
}

/** What to do when a key's index could not be built: only duplicates keep it from that. */
export const KEY_FAILED_CURE =
  "Existing rows have duplicate values. Change or delete the duplicates, then reactivate the key in the table's settings.";

/** The solution's alternate keys that cannot be used yet, by name. */
export async function keyStates(
  dataverse: Transport,
): Promise<{ readonly failed: string[]; readonly pending: string[] }> {
  const keys = (
    await Promise.all(TABLES_WITH_KEYS.map((table) => readKeys(dataverse, table.logicalName)))
  ).flat();
  const named = (states: readonly string[]) =>
    keys.filter((key) => states.includes(key.EntityKeyIndexStatus)).map((key) => key.SchemaName);
  return { failed: named(["Failed"]), pending: named(["Pending", "InProgress"]) };
}

interface Key {
  readonly SchemaName: string;
  readonly LogicalName: string;
  readonly EntityKeyIndexStatus: "Pending" | "InProgress" | "Active" | "Failed";
}

async function readKeys(dataverse: Transport, table: string): Promise<readonly Key[]> {
  const path = `EntityDefinitions(LogicalName='${table}')/Keys?$select=SchemaName,LogicalName,EntityKeyIndexStatus`;
  const { text } = await dataverse.send({ method: "GET", path }, {});
  const { value } = JSON.parse(text) as { value: readonly Key[] };
  // Keys of other solutions on the same table are not ours to wait for.
  return value.filter((key) => key.LogicalName.startsWith("wave_"));
}
