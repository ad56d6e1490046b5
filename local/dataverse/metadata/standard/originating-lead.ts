import { lookup } from "../build";
import type { ColumnInput } from "../types";

/** What a row came of when a lead was qualified. Dynamics 365 Sales adds it to contact and account (reference/entities/contact). */
export const originatingLead: ColumnInput = lookup("OriginatingLeadId", "Originating Lead", ["lead"]);
