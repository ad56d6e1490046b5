import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import type { Transport } from "../../dataverse/transport";
import { CliError } from "../cli-error";
import {
  dataverseAccess,
  openDataverse,
  withDataverseOptions,
  type DataverseOptions,
} from "../dataverse-options";
import { say } from "../output";
import { projectFolder } from "../project-folder";
import { importStaged } from "../solution/import-staged";
import { waitForKeys } from "../solution/keys";
import { findConnection, keepConnection, type Connection } from "../solution/kept-connection";
import { restEventSteps } from "../solution/rest-event-steps";
import { stageSolution } from "../solution/stage";
import { post } from "../solution/web-api";

interface Options extends DataverseOptions {
  readonly managed?: boolean;
  readonly file?: string;
  readonly check?: boolean;
}

/** Progress is said whenever it has come so many percent further. */
const STEP_PERCENT = 10;

/** `wave-sync import`: sends the solution to an environment and waits until it can be used. */
export function importCommand(program: Command): void {
  const command = program
    .command("import")
    .summary("import the solution into an environment")
    .description(
      "Has a Dataverse environment check the solution, imports it, publishes it and waits until its keys are active.",
    )
    .option("--managed", "import the managed zip (for test and production environments)")
    .option("--file <zip>", "import this zip instead of the one in dist")
    .option("--check", "only have the environment check the solution; nothing is imported");
  withDataverseOptions(command)
    .addHelpText(
      "after",
      "\nExample:\n  $ DATAVERSE_CLIENT_SECRET=... wave-sync import --managed --url https://contoso.crm4.dynamics.com --tenant contoso.com --client-id 0000...",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const access = dataverseAccess(options);
  const file = options.file ?? builtZip(options.managed ?? false);
  const zip = await readZip(file);
  const dataverse = openDataverse(access);
  say(`${access.url} checks ${path.basename(file)} ...`);
  const { uploadId, remarks } = await stageSolution(dataverse, zip);
  for (const remark of remarks) say(`  ${remark}`);
  if (options.check) return say("It would be taken. Nothing has been imported.");

  const connection = await findConnection(dataverse);
  say("Importing ...");
  const findings = await importStaged(dataverse, uploadId, progress());
  for (const { result, component, text } of findings) say(`  ${result}: ${component}: ${text}`);
  if (connection === null) await restEventSteps(dataverse);
  else await keep(dataverse, connection);
  // Makes forms, ribbons and views of the import visible.
  await post(dataverse, "PublishAllXml", {});
  await waitForKeys(dataverse);
  say("Imported and published; the keys are active.");
}

function progress(): (percent: number) => void {
  let next = STEP_PERCENT;
  return (percent) => {
    if (percent < next) return;
    say(`  ${percent} %`);
    next = percent - (percent % STEP_PERCENT) + STEP_PERCENT;
  };
}

async function keep(dataverse: Transport, connection: Connection): Promise<void> {
  const { putBack, connectAgain } = await keepConnection(dataverse, connection);
  if (putBack.length > 0) say(`Put back what the import had overwritten: ${putBack.join(", ")}.`);
  if (connectAgain)
    say('Please look at this: the connection is not complete any more. Run "wave-sync connect" again.');
}

/** Where the build puts the zip. */
export function builtZip(managed: boolean): string {
  return path.join(projectFolder(), "dist", managed ? "WaveSync_managed.zip" : "WaveSync_unmanaged.zip");
}

async function readZip(file: string): Promise<Uint8Array> {
  if (!existsSync(file)) {
    throw new CliError(
      `${file} wasn't found.`,
      'Build it with "npm run build", or name a zip with --file.',
      "ZIP_MISSING",
    );
  }
  const zip = await readFile(file);
  if (zip.subarray(0, 2).toString("latin1") !== "PK") {
    throw new CliError(
      `${file} isn't a zip file.`,
      "Give the zip of the solution, as the build or a release made it.",
      "ZIP_INVALID",
    );
  }
  return zip;
}
