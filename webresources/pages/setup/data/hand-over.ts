import { IdentityKind, userMapping } from "../../../../core/generated/schema";
import { guidLiteral, stringLiteral } from "../../../../core/odata/literal";
import { fetchTransport } from "../../../client";
import { id, text, updateRow } from "./dataverse";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const { columns: c, lookups } = userMapping;
const MOST_USERS = 5_000;

/** Who may own records: people who are enabled and have an address, which SYSTEM has not, by name. @throws ClientError */
export async function readUsers(send: typeof fetch): Promise<readonly User[]> {
  const filter = encodeURIComponent(
    "isdisabled eq false and applicationid eq null and internalemailaddress ne null",
  );
  const rows = await fetchTransport("", send).query(
    "systemuser",
    "systemusers",
    `?$select=fullname,internalemailaddress&$filter=${filter}&$orderby=fullname&$top=${MOST_USERS}`,
  );
  return rows.map((row) => ({
    id: id(row.systemuserid),
    name: text(row.fullname),
    email: text(row.internalemailaddress),
  }));
}

/**
 * Says who stands for a person of the system from now on: in the row that says so already, or in a new one.
 * @param person her address, as the system gives it
 * @throws ClientError
 */
export async function handOver(
  send: typeof fetch,
  connectionId: string,
  person: string,
  userId: string,
): Promise<void> {
  const transport = fetchTransport("", send);
  const filter = encodeURIComponent(
    `${lookups.connection.value} eq ${guidLiteral(connectionId)} and ${c.externalemail} eq ${stringLiteral(person)}`,
  );
  const [known] = await transport.query(
    userMapping.logicalName,
    userMapping.entitySet,
    `?$select=${c.name}&$filter=${filter}&$orderby=createdon&$top=1`,
  );
  const user = { [`${lookups.systemuser.nav}@odata.bind`]: `/systemusers(${guidLiteral(userId)})` };
  if (known) {
    await updateRow(send, userMapping.entitySet, id(known[userMapping.primaryId]), user);
    return;
  }
  await transport.create(userMapping.logicalName, userMapping.entitySet, {
    ...user,
    [c.name]: person,
    [c.identitykind]: IdentityKind.User,
    [c.externalemail]: person,
    [`${lookups.connection.nav}@odata.bind`]: `/wave_connections(${guidLiteral(connectionId)})`,
  });
}
