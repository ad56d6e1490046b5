import { guidLiteral } from "../../core/odata/literal";
import type { DataverseCall } from "./call";
import type { DataverseClient } from "./client";

/** How far a privilege reaches: a person's own rows, her business unit, the units below it too, all. */
export type Depth = "Basic" | "Local" | "Deep" | "Global";

/** By name in lower case: Dataverse writes them now so, now so. */
export type Privileges = ReadonlyMap<string, Depth>;

/**
 * What a person holds through her roles and teams. Read as the connector.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveuserprivileges
 */
export async function privilegesOf(
  client: Pick<DataverseClient, "batch">,
  userId: string,
  call: DataverseCall,
): Promise<Privileges> {
  const path = `systemusers(${guidLiteral(userId)})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`;
  const [answer] = await client.batch([path], call);
  if (!answer || "error" in answer) throw answer?.error ?? new Error("No answer about privileges.");
  const held = (answer.body.RolePrivileges ?? []) as readonly { PrivilegeName: string; Depth: Depth }[];
  return new Map(held.map(({ PrivilegeName, Depth }) => [PrivilegeName.toLowerCase(), Depth]));
}

/** Whoever may make connections: the role Wave Sync Administrator. */
export function mayConnect(held: Privileges): boolean {
  return held.has("prvcreatewave_connection");
}

/** Whoever may change mappings decides what is the same as what anyway. */
export function isAdministrator(held: Privileges): boolean {
  return held.get("prvwritewave_mapping") === "Global";
}
