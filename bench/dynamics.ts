import { readFile } from "node:fs/promises";
import { generateContacts } from "../local/samples";
import { startDynamics } from "../local/start/local-dynamics";
import { built } from "../local/start/project-folder";
import type { Configuration } from "./configuration";
import { send, tokenFor, type Ready } from "./target";

/** Be the local Dynamics, with the modelled cost and the solution imported, until the bench stops this process. */
export async function beDynamics({ contacts, seed, requestMs, rowMs }: Configuration): Promise<void> {
  const cost = { requestMs, writtenRowMs: rowMs, readRowMs: 0 };
  const { url } = await startDynamics({ port: 0, contacts: generateContacts(contacts, seed), cost });
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
  process.send?.({ url } satisfies Ready);
}
