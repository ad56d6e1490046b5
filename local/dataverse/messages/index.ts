import type { Kernel } from "../contracts";
import { associate, disassociate } from "./associate";
import { createMultiple, updateMultiple, upsertMultiple } from "./bulk";
import { create } from "./create";
import { remove } from "./delete";
import { platformOperations } from "./operations";
import { update } from "./update";
import { upsert } from "./upsert";

/** Registers every message of the platform that the local Dataverse does. */
export const registerMessages = ({ registry }: Kernel): void => {
  registry.setHandler("Create", create);
  registry.setHandler("Update", update);
  registry.setHandler("Delete", remove);
  registry.setHandler("Upsert", upsert);
  registry.setHandler("Associate", associate);
  registry.setHandler("Disassociate", disassociate);
  registry.setHandler("CreateMultiple", createMultiple);
  registry.setHandler("UpdateMultiple", updateMultiple);
  registry.setHandler("UpsertMultiple", upsertMultiple);
  for (const operation of platformOperations) registry.addOperation(operation);
};
