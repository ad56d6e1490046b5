import { readFile } from "node:fs/promises";
import { generateContacts } from "../local/samples";
import { startDynamics, type LocalDynamics } from "../local/start/local-dynamics";
import { built } from "../local/start/project-folder";
import { accountsWorld, fillFront } from "./accounts-world";
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
}

/** What the bench asks of the process that is the local Dynamics, beside what it asks over HTTP. */
export type Question =
  | { readonly ask: "version" }
  | { readonly ask: "front" }
  | { readonly ask: "written"; readonly since: number }
  | ({ readonly ask: "edit" } & Edits);

/** What Front's sandbox was asked for so far, and by how much its clock was turned. */
export interface FrontState {
  readonly requests: number;
  readonly writes: number;
  readonly ahead: number;
}

/** Answers, in the order of the questions. */
export type Answer =
  | FrontState
  | { readonly url: string }
  | { readonly version: number }
  | { readonly written: number }
  | { readonly watched: readonly Watched[] };

/** Be the local Dynamics, with the modelled cost and the solution imported, until the bench stops this process. */
export async function beDynamics(options: DynamicsOptions): Promise<void> {
  const { contacts, seed, requestMs, rowMs, front } = options;
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
  process.on("message", (question: Question) => {
    void answer(dynamics, question).then((it) => process.send?.(it));
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

async function answer(dynamics: LocalDynamics, question: Question): Promise<Answer> {
  const { store } = dynamics.platform.dataverse.kernel;
  if (question.ask === "version") return { version: store.version };
  if (question.ask === "front") {
    const { clock, trace } = dynamics.front;
    return { requests: trace.total, writes: trace.writes, ahead: clock.ahead };
  }
  if (question.ask === "written") return { written: writtenSince(dynamics, question.since) };
  return { watched: await editAndWatch(dynamics, question) };
}

/** Rows a sync may write to; the run's own row, which says that it ran, is none of them. */
const SYNCED = ["contact", "account", "wave_link", "wave_issue", "wave_mapping", "wave_connection"];

function writtenSince(dynamics: LocalDynamics, version: number): number {
  const { store } = dynamics.platform.dataverse.kernel;
  return SYNCED.flatMap((table) => [...store.scan(table)]).filter((row) => row.version > version).length;
}
