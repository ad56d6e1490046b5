import { DataverseClient } from "../../../connector/dataverse/client";
import { Governor } from "../../../connector/dataverse/governor";
import { createTokenSource } from "../../../connector/dataverse/sign-in";
import { Transport } from "../../../connector/dataverse/transport";
import { startDynamics } from "../support/dynamics";
import type { Harness } from "./client-conformance";

/** The client that ships, on a local Dynamics with our built solution. */
export async function startDynamicsHarness(): Promise<Harness> {
  const dynamics = await startDynamics();
  const { url } = dynamics;
  const credentials = { authority: `${url}/local`, clientId: "connector", clientSecret: "local" };
  const client = new DataverseClient(new Transport(url, createTokenSource(url, credentials), new Governor()));
  const { userId: connectorId } = await client.whoAmI();
  const { body } = await dynamics.as("seller", "GET", "WhoAmI");
  return {
    client,
    connectorId,
    colleagueId: String(body.UserId),
    async merge(masterId, loserId, content) {
      const type = "Microsoft.Dynamics.CRM.contact";
      const answer = await dynamics.as("admin", "POST", "Merge", {
        Target: { "@odata.type": type, contactid: masterId },
        Subordinate: { "@odata.type": type, contactid: loserId },
        UpdateContent: { "@odata.type": type, ...content },
        PerformParentingChecks: false,
      });
      if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    },
    async forgetChanges() {
      const { kernel } = dynamics.platform.dataverse;
      await kernel.store.transaction(async (tx) => {
        tx.update("organization", kernel.organization.id, { expirechangetrackingindays: -1 });
      });
    },
    close: () => dynamics.close(),
  };
}
