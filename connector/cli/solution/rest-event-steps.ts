import * as schema from "../../../core/generated/schema";
import { DISABLED, NOWHERE } from "../../environment/steps/webhook-steps";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Transport } from "../../dataverse/transport";
import { get, patch } from "./web-api";

/**
 * Switches off the steps that tell of changes, where nobody is connected yet: there is nowhere to tell, and each change of a
 * contact would become a system job that fails. A solution cannot bring a step switched off; connecting switches them on.
 * @throws DataverseError
 */
export async function restEventSteps(dataverse: Transport): Promise<void> {
  const endpoint = `serviceendpoints(${schema.serviceEndpoint.id})?$select=url`;
  if ((await get<{ url?: string }>(dataverse, endpoint)).url !== NOWHERE) return;
  for (const { id } of schema.steps) {
    try {
      await patch(dataverse, `sdkmessageprocessingsteps(${id})`, DISABLED);
    } catch (error) {
      // A step that the import left out is not made here.
      if (!(error instanceof DataverseError) || error.status !== 404) throw error;
    }
  }
}
