import { Governor } from "../../../connector/dataverse/governor";
import { Transport } from "../../../connector/dataverse/transport";
import type { Harness } from "../../connector/dataverse/client-conformance";
import { createRandom } from "../time/random";
import { SimulatedClient } from "./client";
import { DataverseStore } from "./store";

const URL = "https://simulated.crm.dynamics.com";
const TOKENS = { token: () => Promise.resolve("token"), forget: () => undefined };

/** The simulation's client on an environment of its own, with nothing happening on the way. */
export async function startSimulatedHarness(): Promise<Harness> {
  const random = createRandom(1);
  const store = new DataverseStore(Date.now, random);
  const connectorId = random.guid();
  const colleagueId = store.create("systemuser", { fullname: "Sofia Seller" }, connectorId);
  const environment = { store, connectorId, organizationId: random.guid() };
  return {
    client: new SimulatedClient(
      new Transport(URL, TOKENS, new Governor()),
      environment,
      async (_label, _token, _call, effect) => effect(),
    ),
    connectorId,
    colleagueId,
    merge: async (masterId, loserId, content) =>
      store.together(() => store.merge("contact", masterId, loserId, content, colleagueId)),
    forgetChanges: async () => store.forgetChanges(),
    close: async () => undefined,
  };
}
