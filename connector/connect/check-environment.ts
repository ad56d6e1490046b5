import * as schema from "../../core/generated/schema";
import { stringLiteral } from "../../core/odata/literal";
import { AdminError } from "./admin-error";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import type { WhoAmI } from "../dataverse/who-am-i";

export interface CheckedEnvironment {
  readonly who: WhoAmI;
  readonly solutionVersion: string;
}

/** One row of each is read on connecting: an account that can't read them lacks the connector's role. */
const MUST_READ = [
  "systemusers",
  "contacts",
  "serviceendpoints",
  "sdkmessages",
  "sdkmessagefilters",
  "sdkmessageprocessingsteps",
  ...[
    schema.connection,
    schema.mapping,
    schema.userMapping,
    schema.link,
    schema.run,
    schema.issue,
    schema.operation,
  ].map((table) => table.entitySet),
];

/** Signs in and looks whether the environment is ready for us. @throws AdminError */
export async function checkEnvironment(client: DataverseClient): Promise<CheckedEnvironment> {
  const who = await client.whoAmI({ patienceMs: 0 });
  const solutions = await client.list("solutions", {
    select: ["version"],
    filter: `uniquename eq ${stringLiteral(schema.solution.uniqueName)}`,
  });
  const version = solutions[0]?.version;
  if (typeof version !== "string")
    throw new AdminError(409, "SOLUTION_MISSING", { solution: schema.solution.uniqueName });
  if (!fits(version, schema.solution.version)) {
    throw new AdminError(409, "SOLUTION_VERSION", { found: version, expected: schema.solution.version });
  }
  await checkRole(client, who);
  return { who, solutionVersion: version };
}

/** The same major and minor version, and not older: columns the connector writes must be there. */
export function fits(found: string, expected: string): boolean {
  const [a, b] = [found, expected].map((version) => version.split(".").map(Number)) as [number[], number[]];
  if (a[0] !== b[0] || a[1] !== b[1]) return false;
  for (let part = 2; part < 4; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

async function checkRole(client: DataverseClient, who: WhoAmI): Promise<void> {
  const answers = await client.batch(MUST_READ.map((entitySet) => `${entitySet}?$top=1`));
  const refused = MUST_READ.filter((_, at) => {
    const answer = answers[at]!;
    if (!("error" in answer)) return false;
    if (answer.error.status === 403) return true;
    throw answer.error;
  });
  if (refused.length > 0)
    throw new AdminError(409, "ROLE_MISSING", { details: `read ${refused.join(", ")}` });
  try {
    // Acting on behalf of others is a separate privilege; acting on behalf of itself shows whether the account has it.
    await client.whoAmI({ asUser: who.userId });
  } catch (error) {
    if (!(error instanceof DataverseError && error.status === 403)) throw error;
    throw new AdminError(409, "ROLE_MISSING", { details: "prvActOnBehalfOfAnotherUser" });
  }
}
