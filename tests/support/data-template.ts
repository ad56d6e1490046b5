import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { startConnector } from "../../local/start/connector-process";
import { freePort } from "../../local/start/ports";
import { built } from "../../local/start/project-folder";

const OUT = path.resolve(__dirname, "../../out");

/**
 * Fills `folder` with the state of a connector that was started once and stopped: an empty database, brought up to date.
 * Making the embedded database takes seconds, copying it does not. The template belongs to one build.
 */
export async function fillDataFolder(folder: string): Promise<void> {
  const template = path.join(OUT, `data-template-${await buildId()}`);
  if (!existsSync(template)) await makeTemplate(template);
  await cp(template, folder, { recursive: true });
}

async function buildId(): Promise<string> {
  const program = await readFile(built("bin", "wave-sync.cjs"));
  return createHash("sha256").update(program).digest("hex").slice(0, 16);
}

async function makeTemplate(template: string): Promise<void> {
  await mkdir(OUT, { recursive: true });
  const beside = await mkdtemp(path.join(OUT, "data-"));
  const connector = await startConnector({ port: await freePort(0), dataFolder: beside });
  await connector.stop();
  await rm(connector.logFile, { force: true });
  try {
    await rename(beside, template);
  } catch {
    // Another worker was quicker; its template is as good.
    await rm(beside, { recursive: true, force: true });
  }
}
