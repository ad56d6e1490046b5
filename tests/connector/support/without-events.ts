import { steps } from "../../../core/generated/schema";
import { eventSteps } from "../../../connector/environment/steps/event-steps";
import type { Dynamics } from "./dynamics";

/** From now on neither side tells the connector of changes: what is synced is what a test asks for. */
export async function withoutEvents(dynamics: Dynamics): Promise<void> {
  dynamics.wave.webhooks.subscriptions.clear();
  const ofAccounts = new Set(eventSteps("account", []).map(({ id }) => id));
  const registered = dynamics.rows("sdkmessageprocessingstep").filter(({ id }) => ofAccounts.has(id));
  for (const { id } of [...steps, ...registered]) {
    const { status } = await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${id})`);
    if (status !== 204) throw new Error(`A step could not be removed: ${status}`);
  }
}
