import { randomUUID } from "node:crypto";
import type { Sql } from "../../../connector/database/database";
import { saveEnvironment, type Environment } from "../../../connector/state/environments";

/** An environment to hang state on; every test has its own, so that none sees another's. */
export async function addEnvironment(
  sql: Sql,
  changes: Partial<Environment> = {},
): Promise<Omit<Environment, "connectedOn">> {
  const id = changes.id ?? randomUUID();
  const environment: Omit<Environment, "connectedOn"> = {
    id,
    url: `https://org-${id.slice(0, 8)}.crm4.dynamics.com`,
    organizationId: randomUUID(),
    userId: randomUUID(),
    authority: "https://login.microsoftonline.com/tenant",
    clientId: randomUUID(),
    status: "connected",
    problem: null,
    ...changes,
  };
  await saveEnvironment(sql, environment);
  return environment;
}
