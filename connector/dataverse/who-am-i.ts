import type { DataverseCall } from "./call";
import type { Transport } from "./transport";

export interface WhoAmI {
  readonly userId: string;
  readonly businessUnitId: string;
  readonly organizationId: string;
}

/**
 * Who the connector is signed in as. The answer also brings `x-ms-dop-hint`, how many requests at a time this
 * environment advises, which the governor is told.
 */
export async function askWhoAmI(transport: Transport, call: DataverseCall): Promise<WhoAmI> {
  return transport.ask({ method: "GET", path: "WhoAmI" }, call, ({ text, headers }) => {
    transport.governor.adviseConcurrency(Number(headers.get("x-ms-dop-hint")));
    const body = JSON.parse(text) as { UserId: string; BusinessUnitId: string; OrganizationId: string };
    return { userId: body.UserId, businessUnitId: body.BusinessUnitId, organizationId: body.OrganizationId };
  });
}
