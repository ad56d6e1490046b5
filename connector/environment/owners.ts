import * as schema from "../../core/generated/schema";
import { guidLiteral } from "../../core/odata/literal";
import type { DataverseUser, UserMapping } from "../../core/users/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import type { Json } from "../dataverse/json";

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

/** Who an admin said is who, for one connection, and who owns what belongs to nobody. */
export interface ConfiguredUsers {
  readonly mappings: readonly UserMapping[];
  readonly defaultOwnerId: string | null;
}

export async function readUserMappings(
  client: DataverseClient,
  connectionId: string,
  call: DataverseCall = {},
): Promise<ConfiguredUsers> {
  const rows = await client.list(
    schema.userMapping.entitySet,
    {
      select: [
        columns.identitykind,
        columns.externalid,
        columns.externalemail,
        lookups.systemuser.value,
        "createdon",
      ],
      // The oldest first, so that it stays the same one that counts.
      orderBy: ["createdon"],
      filter: `${lookups.connection.value} eq ${guidLiteral(connectionId)} and ${lookups.systemuser.value} ne null`,
    },
    call,
  );
  const isDefault = (row: Json) => row[columns.identitykind] === schema.IdentityKind.DefaultOwner;
  const byDefault = rows.find(isDefault);
  return {
    // Team members and the identities they run campaigns with are found the same way: by id or address.
    mappings: rows
      .filter((row) => !isDefault(row))
      .map((row) => ({
        externalId: (row[columns.externalid] as string | null) ?? null,
        externalEmail: (row[columns.externalemail] as string | null) ?? null,
        userId: userOf(row),
      })),
    defaultOwnerId: byDefault ? userOf(byDefault) : null,
  };
}

function userOf(row: Json): string {
  return String(row[lookups.systemuser.value]);
}
