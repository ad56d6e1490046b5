import {
  generateContacts,
  generateEnginySamples,
  generateMailSamples,
  loadContacts,
  SAMPLE_FRONT_ACCOUNTS,
  SAMPLE_FRONT_CONTACTS,
} from "../samples";
import type { WaveContact } from "../sandboxes/wave";
import { startConnector, type ConnectorProcess } from "./connector-process";
import { openDataFolder, type DataFolder } from "./data-folder";
import { announceDemo } from "./demo-file";
import { startDynamics, type LocalDynamics } from "./local-dynamics";
import type { StartOptions } from "./options";
import { freePort } from "./ports";
import { greeting, say } from "./report";
import { addAccountsAndContacts, connectNylas, setUp } from "./scenario";
import { untilAskedToStop } from "./signals";

/** So many contacts Enginy's sandbox holds at first. */
const ENGINY_CONTACTS = 60;

/** Brings everything up, does the first import, and stays until it is asked to stop (or not, with `--once`). */
export async function start(options: StartOptions): Promise<void> {
  // What a person named is looked at before anything is started.
  const contacts = await contactsOf(options);
  const data = await openDataFolder(options.data);
  const running: Running = { data };
  const stopped = untilAskedToStop();
  const work = bringUp(options, contacts, running);
  try {
    await Promise.race([work, stopped.asked]);
    if (!options.once) await stopped.asked;
  } finally {
    await shutDown(running);
    // Asked to stop while still coming up: what that broke is not worth a word, what came up meanwhile is stopped too.
    await work.catch(() => undefined);
    await shutDown(running);
    stopped.forget();
  }
}

interface Running {
  readonly data: DataFolder;
  dynamics?: LocalDynamics;
  connector?: ConnectorProcess;
  /** Takes away what tells the command line where the demo is. */
  withdraw?: () => void;
  stopping?: boolean;
}

async function contactsOf({ contacts, count, seed }: StartOptions): Promise<readonly WaveContact[]> {
  return contacts === undefined ? generateContacts(count, seed) : loadContacts(contacts);
}

async function bringUp(
  options: StartOptions,
  contacts: readonly WaveContact[],
  running: Running,
): Promise<void> {
  running.dynamics = await startDynamics({ port: options.port, contacts });
  const { enginy, front, nylas, url } = running.dynamics;
  for (const account of options.once ? [] : SAMPLE_FRONT_ACCOUNTS) front.store.create(account);
  if (!options.once) enginy.load(generateEnginySamples(ENGINY_CONTACTS, options.seed));
  for (const contact of options.once ? [] : SAMPLE_FRONT_CONTACTS) front.contacts.create(contact);
  if (!options.once) nylas.load(generateMailSamples(contacts, options.seed, Date.now()));
  say(`Local Dynamics is up at ${url}, Wave's sandbox holds ${contacts.length} contacts.`);
  const port = await freePort(running.dynamics.port + 1);
  running.connector = await startConnector({
    port,
    adminPort: await freePort(port + 1),
    dataFolder: running.data.path,
    // References that people see lead to lines of this log.
    env: { LOG_LEVEL: "info" },
  });
  const { url: connector, adminUrl, logFile } = running.connector;
  const places = { dynamics: url, connector: adminUrl, dataFolder: running.data.path };
  void sayWhenItEnds(running.connector, running);
  if (!options.once) running.withdraw = announceDemo(places, running.connector.process.pid);
  const { outcomes, seconds } = await setUp(places);
  // To be looked at: some match Front's, some need a person.
  if (!options.once) await addAccountsAndContacts(places);
  if (!options.once) await connectNylas(places);
  const urls = { dynamics: `${url}/main.aspx`, connector, operators: adminUrl, log: logFile };
  say(greeting(urls, outcomes, seconds, options.once));
  if (options.once) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}

/** A connector that dies while the demo runs is told of: without it the screens would only say that nobody answers. */
async function sayWhenItEnds(connector: ConnectorProcess, running: Running): Promise<void> {
  await connector.exited;
  if (running.stopping) return;
  const { exitCode, signalCode } = connector.process;
  say(`\nThe connector has ended (${signalCode ?? `exit code ${exitCode}`}). Nothing syncs any more.`);
  say(`  What to do: read ${connector.logFile}, then stop with Ctrl-C and start again.`);
}

/** In the opposite order; what one part does wrong does not keep the next from being stopped. */
async function shutDown(running: Running): Promise<void> {
  const { connector, dynamics, data, withdraw } = running;
  running.stopping = true;
  withdraw?.();
  await connector?.stop();
  await dynamics?.close();
  await data.release();
}
