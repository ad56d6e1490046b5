import { methodNotAllowed } from "../../errors";
import { ok, type WireRequest, type WireResponse } from "../wire";

/** The list of entity sets at the service's root (OData JSON format 4.0, section 5). */
export const serviceDocument = (request: WireRequest): WireResponse => {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const sets = request.kernel.model
    .tables()
    .map(({ entitySet }) => ({ name: entitySet, kind: "EntitySet", url: entitySet }));
  return ok({ "@odata.context": `${request.base}$metadata`, value: sets });
};
