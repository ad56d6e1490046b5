import { readFile } from "node:fs/promises";
import { generateContacts } from "../local/samples";
import { startDynamics, type LocalDynamics } from "../local/start/local-dynamics";
import { built } from "../local/start/project-folder";
import { editAndWatch, type Edits, type Watched } from "./edit-and-watch";
import { send, tokenFor } from "./web-api";

/** First argument that makes this program be the local Dynamics instead of the bench. */
export const DYNAMICS = "dynamics";

export interface DynamicsOptions {
  readonly contacts: number;
  readonly seed: number;
  readonly requestMs: number;
  readonly rowMs: number;
}

/** What the bench asks of the process that is the local Dynamics, beside what it asks over HTTP. */
export type Question = { readonly ask: "version" } | ({ readonly ask: "edit" } & Edits);

/** Answers, in the order of the questions. */
export type Answer =
  { readonly url: string } | { readonly version: number } | { readonly watched: readonly Watched[] };

/** Be the local Dynamics, with the modelled cost and the solution imported, until the bench stops this process. */
export async function beDynamics({ contacts, seed, requestMs, rowMs }: DynamicsOptions): Promise<void> {
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
  process.on("message", (question: Question) => {
    void answer(dynamics, question).then((it) => process.send?.(it));
  });
  process.send?.({ url } satisfies Answer);
}

async function answer(dynamics: LocalDynamics, question: Question): Promise<Answer> {
  // Every write anywhere raises the version: the same one twice means that nothing was written.
  if (question.ask === "version") return { version: dynamics.platform.dataverse.kernel.store.version };
  return { watched: await editAndWatch(dynamics, question) };
}
