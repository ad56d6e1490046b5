import { guidLiteral } from "../../../../core/odata/literal";
import { call, HEADERS } from "../../../client";

/** Whether whoever looks may start, stop and undo runs. */
const RUNS = "prvwritewave_run";

/**
 * Whether the person may start runs, as Dataverse says.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveuserprivileges
 * @throws ClientError
 */
export async function readMayRun(send: typeof fetch): Promise<boolean> {
  const read = async (path: string) =>
    (await call("", send, path, { method: "GET", headers: HEADERS })).json() as Promise<unknown>;
  const { UserId } = (await read("WhoAmI()")) as { UserId: string };
  const path = `systemusers(${guidLiteral(UserId)})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`;
  const { RolePrivileges } = (await read(path)) as { RolePrivileges: readonly { PrivilegeName: string }[] };
  return RolePrivileges.some(({ PrivilegeName }) => PrivilegeName.toLowerCase() === RUNS);
}
