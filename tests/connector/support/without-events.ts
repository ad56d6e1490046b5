import { steps } from "../../../core/generated/schema";
import type { Dynamics } from "./dynamics";

/** From now on neither side tells the connector of changes: what is synced is what a test asks for. */
export async function withoutEvents(dynamics: Dynamics): Promise<void> {
  dynamics.wave.webhooks.subscriptions.clear();
  for (const { id } of steps) {
    const { status } = await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${id})`);
    if (status !== 204) throw new Error(`A step could not be removed: ${status}`);
  }
}
