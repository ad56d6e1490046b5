import * as schema from "../../core/generated/schema";
import { DataverseError } from "../dataverse/dataverse-error";
import type { Transport } from "../dataverse/transport";
import { DISABLED, NOWHERE } from "../environment/steps/webhook-steps";

/**
 * Switches off the steps that tell of changes, where nobody is connected yet: there is nowhere to tell, and each change of a
 * contact would become a system job that fails. A solution cannot bring a step switched off; connecting switches them on.
 * @throws DataverseError
 */
export async function restEventSteps(dataverse: Transport): Promise<void> {
  const endpoint = `serviceendpoints(${schema.serviceEndpoint.id})?$select=url`;
  const { text } = await dataverse.send({ method: "GET", path: endpoint }, {});
  if ((JSON.parse(text) as { url?: string }).url !== NOWHERE) return;
  for (const { id } of schema.steps) {
    try {
      await dataverse.send(
        {
          method: "PATCH",
          path: `sdkmessageprocessingsteps(${id})`,
          // A step that the import left out is not made here.
          headers: { "content-type": "application/json", "if-match": "*" },
          body: JSON.stringify(DISABLED),
        },
        {},
      );
    } catch (error) {
      if (!(error instanceof DataverseError) || error.status !== 404) throw error;
    }
  }
}
