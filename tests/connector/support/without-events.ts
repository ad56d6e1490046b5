import { steps } from "../../../core/generated/schema";
import type { Dynamics } from "./dynamics";

/** Steps that tell of what happened; those of our Custom APIs are synchronous. */
const ASYNCHRONOUS = 1;

/** From now on neither side tells the connector of changes: what is synced is what a test asks for. */
export async function withoutEvents(dynamics: Dynamics): Promise<void> {
  dynamics.wave.webhooks.subscriptions.clear();
  for (const { id } of steps.filter((step) => step.mode === ASYNCHRONOUS)) {
    const { status } = await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${id})`);
    if (status !== 204) throw new Error(`A step could not be removed: ${status}`);
  }
}
