import type { RunView, StartRunRequest, UndoRunRequest } from "../../../connector/connect/admin-api";
import type { Connector } from "../../../connector/main";
import { EMPTY_CONTACT, type WaveContact } from "../../../local/sandboxes/wave";
import { adminCall, runEnd } from "./connector";
import type { Answer, Dynamics } from "./dynamics";

type Reachable = Pick<Connector, "adminUrl" | "adminKey">;

/** Longer ago than any overlap: these are not looked at again for being new. */
const LONG_AGO = "2026-01-05T09:00:00.000Z";

/** Plain contacts, all of whose values fit: "Ada 1 Lovelace", "Ada 2 Lovelace", ... */
export function plainContacts(count: number): WaveContact[] {
  return Array.from({ length: count }, (_, at) => plainContact(at + 1));
}

export function plainContact(number: number, changes: Partial<WaveContact> = {}): WaveContact {
  return {
    ...EMPTY_CONTACT,
    id: `plain-${String(number).padStart(5, "0")}`,
    firstName: `Ada ${number}`,
    lastName: "Lovelace",
    emails: [{ value: `ada.${number}@example.com`, primary: true }],
    jobTitle: "Analyst",
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    ...changes,
  };
}

/** The row of a contact of Wave. */
export function rowOf(dynamics: Dynamics, waveId: string) {
  return dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${waveId}`);
}

export function linkOf(dynamics: Dynamics, waveId: string) {
  return dynamics.rows("wave_link").find((row) => row.values.wave_externalid === waveId);
}

/** Edits a row as a seller does. */
export async function edit(dynamics: Dynamics, waveId: string, values: object): Promise<void> {
  const { status, body } = await dynamics.as(
    "admin",
    "PATCH",
    `contacts(${rowOf(dynamics, waveId)!.id})`,
    values,
  );
  if (status !== 204) throw new Error(`Editing answered ${status}: ${JSON.stringify(body)}`);
}

/** Starts a run of this kind, or an undo, and waits for its end. */
export async function runToEnd(
  connector: Reachable,
  request: StartRunRequest | UndoRunRequest,
): Promise<RunView> {
  const { status, body } = await ask(connector, request);
  if (status !== 202) throw new Error(`Starting a run answered ${status}: ${JSON.stringify(body)}`);
  return runEnd(connector, body.runId as string);
}

/**
 * The same, of a run that is to read nothing but rows: what is known of tables and mappings ages, and one run a minute reads it again.
 * So there is another run where this one came to more requests; where each run does, the test fails with the last.
 * @param requests what the rows take
 */
export async function runOnWhatIsKnown(
  connector: Reachable,
  request: StartRunRequest,
  requests: number,
): Promise<RunView> {
  const first = await runToEnd(connector, request);
  return first.requests === requests ? first : runToEnd(connector, request);
}

/** The answer to asking for a run. */
export function ask(connector: Reachable, request: StartRunRequest | UndoRunRequest): Promise<Answer> {
  return adminCall(connector, "/runs", request);
}

/** Requests the connector has sent to Dataverse so far, whatever for. */
export async function requestsSoFar(connector: Reachable): Promise<number> {
  const text = await (await fetch(`${connector.adminUrl}/metrics`)).text();
  return [...text.matchAll(/^wave_sync_dataverse_requests_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}
