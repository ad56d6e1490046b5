import { contact, link, serviceEndpoint, steps } from "../../../../core/generated/schema";
import { stringLiteral } from "../../../../core/odata/literal";
import { ClientError, type WebApiRow } from "../../../client";
import { number, readMany, text } from "./dataverse";

/** What the page itself sees of an environment; undefined where the person may not look. */
export interface EnvironmentChecks {
  /** Where Dynamics calls the connector; null while nobody has connected. */
  readonly connectorAddress: string | null | undefined;
  /** Steps that tell the connector of changes and commands, and how many of them are switched off. */
  readonly steps: { readonly all: number; readonly off: number } | undefined;
  /** Whether an enabled application user has the connector's role. */
  readonly applicationUsers: readonly string[] | undefined;
  /** Alternate keys that cannot be used yet. */
  readonly keys: { readonly failed: readonly string[]; readonly pending: readonly string[] } | undefined;
}

/** The host the solution's service endpoint has until it is connected. */
const PLACEHOLDER_HOST = "connector.invalid";
const ROLE = "Wave Sync Connector";
const KEYED = [contact.logicalName, link.logicalName];
const startsWithOurs = `startswith(name,${stringLiteral(serviceEndpoint.name)})`;

const QUERIES = [
  {
    table: "serviceendpoint",
    entitySet: "serviceendpoints",
    options: `?$select=url&$filter=name eq ${stringLiteral(serviceEndpoint.name)}`,
  },
  {
    table: "sdkmessageprocessingstep",
    entitySet: "sdkmessageprocessingsteps",
    options: `?$select=statecode&$filter=${startsWithOurs}`,
  },
  {
    table: "systemuser",
    entitySet: "systemusers",
    options:
      "?$select=fullname&$filter=applicationid ne null and isdisabled eq false" +
      ` and systemuserroles_association/any(r:r/name eq ${stringLiteral(ROLE)})`,
  },
  ...KEYED.map((table) => ({
    table,
    entitySet: `EntityDefinitions(LogicalName='${table}')/Keys`,
    options: "?$select=SchemaName,LogicalName,EntityKeyIndexStatus",
  })),
];

/** Looks at what Dynamics itself says, in one request. @throws ClientError where Dynamics does not answer at all */
export async function readEnvironmentChecks(send: typeof fetch): Promise<EnvironmentChecks> {
  const [endpoints, registered, users, ...keys] = await readMany(send, QUERIES);
  return {
    connectorAddress: seen(endpoints, ([row]) => addressIn(text(row?.url))),
    steps: seen(registered, (rows) => ({
      // Those of the commands are registered when connecting; without them there are only the ones of the solution.
      all: rows.length,
      off: rows.filter((row) => number(row.statecode) !== 0).length,
    })),
    applicationUsers: seen(users, (rows) => rows.map((row) => text(row.fullname))),
    keys: keys.some((each) => each instanceof ClientError) ? undefined : keysIn(keys.flat() as WebApiRow[]),
  };
}

/** How many steps an environment has that was never connected. */
export const STEPS_OF_THE_SOLUTION = steps.length;

function seen<T>(
  rows: readonly WebApiRow[] | ClientError | undefined,
  of: (rows: readonly WebApiRow[]) => T,
): T | undefined {
  return rows === undefined || rows instanceof ClientError ? undefined : of(rows);
}

function addressIn(url: string): string | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address === null || address.hostname === PLACEHOLDER_HOST ? null : address.origin;
}

function keysIn(rows: readonly WebApiRow[]): EnvironmentChecks["keys"] {
  // Keys of others on the same table are not ours to wait for.
  const ours = rows.filter((row) => text(row.LogicalName).startsWith("wave_"));
  const named = (...states: readonly string[]) =>
    ours.filter((row) => states.includes(text(row.EntityKeyIndexStatus))).map((row) => text(row.SchemaName));
  return { failed: named("Failed"), pending: named("Pending", "InProgress") };
}
