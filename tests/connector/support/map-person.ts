import * as schema from "../../../core/generated/schema";
import type { Dynamics } from "./dynamics";

const { columns, entitySet, lookups } = schema.userMapping;

/** An admin says which user stands for a person of the system, both by their addresses. Gives the user's id. */
export async function mapPerson(dynamics: Dynamics, person: string, user: string): Promise<string> {
  const { id } = dynamics.rows("systemuser").find((row) => row.values.internalemailaddress === user)!;
  const connection = dynamics.rows(schema.connection.logicalName)[0]!.id;
  const { body, status } = await dynamics.as("admin", "POST", entitySet, {
    [columns.name]: person,
    [columns.identitykind]: schema.IdentityKind.User,
    [columns.externalemail]: person,
    [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connection})`,
    [`${lookups.systemuser.nav}@odata.bind`]: `/systemusers(${id})`,
  });
  if (status !== 204) throw new Error(`The person could not be mapped: ${JSON.stringify(body)}`);
  return id;
}
