import * as schema from "../../core/generated/schema";
import { guidLiteral } from "../../core/odata/literal";
import type { DataverseUser, UserMapping } from "../../core/users/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";

/** Everybody who may own records: pages of 5,000 users. */
export async function readUsers(
  client: DataverseClient,
  call: DataverseCall = {},
): Promise<readonly DataverseUser[]> {
  const users: DataverseUser[] = [];
  const query = { select: ["systemuserid", "internalemailaddress", "isdisabled"] };
  for await (const page of client.pages("systemusers", query, call)) {
    for (const row of page) {
      users.push({
        id: String(row.systemuserid),
        email: typeof row.internalemailaddress === "string" ? row.internalemailaddress : null,
        disabled: row.isdisabled === true,
      });
    }
  }
  return users;
}

const columns = schema.userMapping.columns;
const lookups = schema.userMapping.lookups;

/** Who an admin said is who, for one connection. */
export async function readUserMappings(
  client: DataverseClient,
  connectionId: string,
  call: DataverseCall = {},
): Promise<readonly UserMapping[]> {
  const rows = await client.list(
    schema.userMapping.entitySet,
    {
      select: [columns.externalid, columns.externalemail, lookups.systemuser.value],
      filter: `${lookups.connection.value} eq ${guidLiteral(connectionId)} and ${lookups.systemuser.value} ne null`,
    },
    call,
  );
  return rows.map((row) => ({
    externalId: (row[columns.externalid] as string | null) ?? null,
    externalEmail: (row[columns.externalemail] as string | null) ?? null,
    userId: String(row[lookups.systemuser.value]),
  }));
}
