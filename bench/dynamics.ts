import { subscribe } from "node:diagnostics_channel";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { generateContacts } from "../local/samples";
import { startDynamics, type LocalDynamics } from "../local/start/local-dynamics";
import { built } from "../local/start/project-folder";
import { accountsWorld, fillFront } from "./accounts-world";
import { mailsWorld } from "./mails-world";
import { compareMails, type MailState } from "./mail-state";
import { editAndWatch, type Edits, type Watched } from "./edit-and-watch";
import { send, tokenFor } from "./web-api";

/** First argument that makes this program be the local Dynamics instead of the bench. */
export const DYNAMICS = "dynamics";

export interface DynamicsOptions {
  readonly contacts: number;
  readonly seed: number;
  readonly requestMs: number;
  readonly rowMs: number;
  /** Accounts of Dynamics and of Front, and Front's limit; none in a scene that is not about them: whoever searches would search them. */
  readonly front?: { readonly accounts: number; readonly perMinute: number };
  /** Mailboxes of Nylas' sandbox with so many mails in all, and those whom Dynamics knows of the people in them. */
  readonly mail?: { readonly mails: number; readonly mailboxes: number };
}

/** What the bench asks of the process that is the local Dynamics, beside what it asks over HTTP. */
export type Question =
  | { readonly ask: "version" }
  | { readonly ask: "front" }
  | { readonly ask: "mail" }
  | { readonly ask: "requests" }
  | { readonly ask: "written"; readonly since: number }
  | ({ readonly ask: "edit" } & Edits);

/** What Front's sandbox was asked for so far, and by how much its clock was turned. */
export interface FrontState {
  readonly requests: number;
  readonly writes: number;
  readonly ahead: number;
}

/** What the Web API and Nylas' sandbox were asked so far, whatever became of it. */
export interface RequestState {
  readonly dataverse: number;
  readonly nylas: number;
}

/** Answers, in the order of the questions. */
export type Answer =
  | FrontState
  | MailState
  | RequestState
  | { readonly url: string }
  | { readonly version: number }
  | { readonly written: number }
  | { readonly watched: readonly Watched[] };

/** Be the local Dynamics, with the modelled cost and the solution imported, until the bench stops this process. */
export async function beDynamics(options: DynamicsOptions): Promise<void> {
  const { contacts, seed, requestMs, rowMs, front, mail } = options;
  const requests = countRequests();
  const cost = { requestMs, writtenRowMs: rowMs, readRowMs: 0 };
  const dynamics = await startDynamics({ port: 0, contacts: generateContacts(contacts, seed), cost });
  const { url } = dynamics;
  const zip = await readFile(built("WaveSync_managed.zip"));
  const body = {
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: true,
    CustomizationFile: zip.toString("base64"),
    ImportJobId: crypto.randomUUID(),
  };
  const admin = { url, token: await tokenFor(url, "admin") };
  await send(admin, "POST", "ImportSolution", JSON.stringify(body));
  await send(admin, "POST", "PublishAllXml", "{}");
  if (front) await addAccounts(dynamics, front);
  if (mail) await addMails(dynamics, mail);
  process.on("message", (question: Question) => {
    void answer(dynamics, question, requests).then((it) => process.send?.(it));
  });
  process.send?.({ url } satisfies Answer);
}

async function addAccounts(
  { front, platform }: LocalDynamics,
  { accounts, perMinute }: NonNullable<DynamicsOptions["front"]>,
): Promise<void> {
  const world = accountsWorld(accounts);
  for (let at = 0; at < accounts; at++) await platform.dataverse.create("account", world.row(at));
  fillFront(front.store, world);
  front.limit.perMinute = perMinute;
}

async function addMails(
  { nylas, platform }: LocalDynamics,
  { mailboxes, mails }: NonNullable<DynamicsOptions["mail"]>,
): Promise<void> {
  const world = mailsWorld(mails, mailboxes);
  for (const contact of world.contacts) await platform.dataverse.create("contact", contact);
  world.fill(nylas);
}

/** Counts requests to the Web API from now on, those that are refused among them. */
function countRequests(): () => number {
  let count = 0;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    if (request.url?.startsWith("/api/data/")) count += 1;
  });
  return () => count;
}

async function answer(dynamics: LocalDynamics, question: Question, requests: () => number): Promise<Answer> {
  const { store } = dynamics.platform.dataverse.kernel;
  if (question.ask === "version") return { version: store.version };
  if (question.ask === "front") {
    const { clock, trace } = dynamics.front;
    return { requests: trace.total, writes: trace.writes, ahead: clock.ahead };
  }
  if (question.ask === "requests") return { dataverse: requests(), nylas: dynamics.nylas.trace.total };
  if (question.ask === "mail") return compareMails(dynamics);
  if (question.ask === "written") return { written: writtenSince(dynamics, question.since) };
  return { watched: await editAndWatch(dynamics, question) };
}

/** Rows a sync may write to; the run's own row, which says that it ran, is none of them. */
const SYNCED = [
  ...["contact", "account", "email", "activitypointer", "activityparty"],
  ...["wave_link", "wave_issue", "wave_mapping", "wave_connection"],
];

function writtenSince(dynamics: LocalDynamics, version: number): number {
  const { store } = dynamics.platform.dataverse.kernel;
  return SYNCED.flatMap((table) => [...store.scan(table)]).filter((row) => row.version > version).length;
}
