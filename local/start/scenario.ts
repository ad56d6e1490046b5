import { SAMPLE_ACCOUNTS, SAMPLE_CONTACTS } from "../samples";
import { ENGINY_SANDBOX_KEY } from "../sandboxes/enginy";
import { FRONT_SANDBOX_TOKEN } from "../sandboxes/front";
import { NYLAS_SANDBOX_KEY } from "../sandboxes/nylas";
import { SANDBOX_API_KEY } from "../sandboxes/wave";
import type { Outcomes } from "./report";
import { StartError } from "./start-error";
import { waveSync } from "./wave-sync";

/** Identities of the local Dynamics; the secret guards samples only. */
const SECRET = "local";

/** Where everything is. */
export interface Places {
  /** Origin of the local Dynamics. */
  readonly dynamics: string;
  /** The connector's admin listener. */
  readonly connector: string;
  /** The connector's data folder, where its admin key is. */
  readonly dataFolder: string;
}

/** What an admin does, with the same commands: import the solution, connect Wave, run the first import, connect Front and Enginy. */
export async function setUp(
  places: Places,
  quiet = false,
): Promise<{ readonly outcomes: Outcomes; readonly seconds: number }> {
  await importSolution(places, quiet);
  await connect(places, quiet);
  await letEmployersBecomeAccounts(places);
  const began = performance.now();
  const outcomes = await firstImport(places, quiet);
  const seconds = (performance.now() - began) / 1000;
  // Afterwards: accounts that the import makes are there to be pushed, and none is pushed by itself.
  await connectFront(places, quiet);
  await connectEnginy(places, quiet);
  return { outcomes, seconds };
}

export async function importSolution(places: Places, quiet = false): Promise<void> {
  await must("import", ["import"], signedInAs("admin", places), quiet);
}

export async function connect(places: Places, quiet = false): Promise<void> {
  const { dynamics } = places;
  const args = [
    "connect",
    "--json",
    "--wave-api",
    `${dynamics}/sandboxes/wave/v1`,
    "--wave-app",
    `${dynamics}/sandboxes/wave/app`,
  ];
  await must("connect", args, { ...signedInAs("connector", places), WAVE_API_KEY: SANDBOX_API_KEY }, quiet);
}

/** Where Front's sandbox is, and what lets us in. */
export function frontAccess({ dynamics }: Places): Record<string, string> {
  return {
    FRONT_API_BASE_URL: `${dynamics}/sandboxes/front/api`,
    FRONT_ACCOUNTS_URL: `${dynamics}/sandboxes/front/app/accounts`,
    FRONT_CONTACTS_URL: `${dynamics}/sandboxes/front/app/contacts`,
    FRONT_API_TOKEN: FRONT_SANDBOX_TOKEN,
  };
}

export async function connectFront(places: Places, quiet = false): Promise<void> {
  const env = { ...signedInAs("connector", places), ...frontAccess(places) };
  await must("connect", ["connect", "--json", "--system", "front"], env, quiet);
}

/** Where Enginy's sandbox is, and what lets us in. */
export function enginyAccess({ dynamics }: Places): Record<string, string> {
  return {
    ENGINY_API_BASE_URL: `${dynamics}/sandboxes/enginy/api`,
    ENGINY_APP_URL: `${dynamics}/sandboxes/enginy/app`,
    ENGINY_API_KEY: ENGINY_SANDBOX_KEY,
  };
}

/** Its mappings rest: nothing of Enginy comes before an admin switches them on. */
export async function connectEnginy(places: Places, quiet: boolean): Promise<void> {
  const env = { ...signedInAs("connector", places), ...enginyAccess(places) };
  await must("connect", ["connect", "--json", "--system", "enginy"], env, quiet);
}

/** Where Nylas' sandbox is, and what lets us in. */
export function nylasAccess({ dynamics }: Places): Record<string, string> {
  return { NYLAS_API_URI: `${dynamics}/sandboxes/nylas/api`, NYLAS_API_KEY: NYLAS_SANDBOX_KEY };
}

/** What the mailboxes hold already comes to the timelines of those who are there by now, unless nobody wants that yet. */
export async function connectNylas(places: Places, quiet = false, autoSync = true): Promise<void> {
  const env = { ...signedInAs("connector", places), ...nylasAccess(places) };
  const args = ["connect", "--json", "--system", "nylas", autoSync ? "--auto-sync" : "--no-auto-sync"];
  await must("connect", args, env, quiet);
}

/**
 * What an admin who starts with an empty Dynamics sets in her mapping: where no account fits a contact's company, it is created.
 * Without that, contacts are only joined to accounts that are there.
 */
export async function letEmployersBecomeAccounts(places: Places): Promise<void> {
  const api = `${places.dynamics}/api/data/v9.2/`;
  const headers = {
    authorization: `Bearer ${await tokenOf("admin", places)}`,
    "content-type": "application/json",
  };
  const answer = await fetch(`${api}wave_mappings?$select=wave_policies&$filter=wave_table eq 'contact'`, {
    headers,
  });
  const { value = [] } = (await answer.json()) as {
    readonly value?: readonly { readonly wave_mappingid: string; readonly wave_policies: string }[];
  };
  for (const { wave_mappingid: id, wave_policies: text } of value) {
    const policies = JSON.parse(text) as { companies?: object };
    if (!policies.companies) continue;
    const companies = { ...policies.companies, create: true };
    const body = JSON.stringify({ wave_policies: JSON.stringify({ ...policies, companies }, null, 2) });
    const { status } = await fetch(`${api}wave_mappings(${id})`, { method: "PATCH", headers, body });
    if (status !== 204) throw new StartError(`The mapping could not be changed (${status}).`, "Start again.");
  }
}

/** What a seller types in: accounts, of which Dynamics tells, and which so reach Front, and the contacts who work for them. */
export async function addAccountsAndContacts(places: Places): Promise<void> {
  const headers = {
    authorization: `Bearer ${await tokenOf("seller", places)}`,
    "content-type": "application/json",
  };
  const add = async (what: "account" | "contact", row: object) => {
    const at = `${places.dynamics}/api/data/v9.2/${what}s`;
    const { status } = await fetch(at, { method: "POST", headers, body: JSON.stringify(row) });
    if (status !== 204)
      throw new StartError(`The sample ${what} could not be added (${status}).`, "Start again.");
  };
  for (const { becomes: _becomes, ...account } of SAMPLE_ACCOUNTS) await add("account", account);
  for (const { account, becomes: _becomes, ...contact } of SAMPLE_CONTACTS)
    await add("contact", { ...contact, "parentcustomerid_account@odata.bind": `/accounts(${account})` });
}

async function tokenOf(identity: "admin" | "seller", { dynamics }: Places): Promise<string> {
  const answer = await fetch(`${dynamics}/local/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: identity,
      client_secret: SECRET,
      scope: `${dynamics}/.default`,
    }),
  });
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}

export async function firstImport(places: Places, quiet = false): Promise<Outcomes> {
  const stdout = await must("run", ["run", "--json"], signedInAs("connector", places), quiet);
  return inOrder(JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Outcomes);
}

/** Always in the same order, for eyes and for machines that compare lines. */
function inOrder({ created, updated, unchanged, skipped, conflict, failed, requests }: Outcomes): Outcomes {
  return { created, updated, unchanged, skipped, conflict, failed, requests };
}

/** What a command needs to work on the demo as one of its identities. */
export function signedInAs(
  identity: "admin" | "connector",
  { dynamics, connector, dataFolder }: Places,
): Record<string, string> {
  return {
    DATAVERSE_URL: dynamics,
    DATAVERSE_AUTHORITY: `${dynamics}/local`,
    DATAVERSE_CLIENT_ID: identity,
    DATAVERSE_CLIENT_SECRET: SECRET,
    WAVE_SYNC_CONNECTOR: connector,
    WAVE_SYNC_DATA: dataFolder,
  };
}

/** Runs a command that has to work. Its own words, cure included, are on the screen by then. */
async function must(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
  quiet: boolean,
): Promise<string> {
  const { code, stdout } = await waveSync(args, env, quiet);
  if (code === 0) return stdout;
  throw new StartError(`"wave-sync ${name}" did not work.`, "See above; the connector's log may know more.");
}
