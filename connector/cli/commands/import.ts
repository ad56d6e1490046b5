import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { CliError } from "../cli-error";
import {
  dataverseAccess,
  openDataverse,
  withDataverseOptions,
  type DataverseOptions,
} from "../dataverse-options";
import { say } from "../output";
import { projectFolder } from "../project-folder";
import { restEventSteps } from "../rest-event-steps";
import { importSolution, publishAll, waitForKeys } from "../solution-import";

interface Options extends DataverseOptions {
  readonly managed?: boolean;
  readonly file?: string;
}

/** `wave-sync import`: sends the solution to an environment and waits until it can be used. */
export function importCommand(program: Command): void {
  const command = program
    .command("import")
    .summary("send the solution to an environment")
    .description(
      "Imports the solution into a Dataverse environment, publishes it and waits until its keys are active.",
    )
    .option("--managed", "import the managed zip (for environments nobody develops in)")
    .option("--file <zip>", "another zip than the built one");
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
  say(`Importing ${path.basename(file)} into ${access.url} ...`);
  await importSolution(dataverse, zip);
  await restEventSteps(dataverse);
  await publishAll(dataverse);
  await waitForKeys(dataverse);
  say("Imported and published; the keys are active.");
}

/** Where the build puts the zip. */
export function builtZip(managed: boolean): string {
  return path.join(projectFolder(), "dist", managed ? "WaveSync_managed.zip" : "WaveSync_unmanaged.zip");
}

async function readZip(file: string): Promise<Uint8Array> {
  if (!existsSync(file)) {
    throw new CliError(
      `There is no ${file}.`,
      'Build it with "npm run build", or name a zip with --file.',
      "ZIP_MISSING",
    );
  }
  const zip = await readFile(file);
  if (zip.subarray(0, 2).toString("latin1") !== "PK") {
    throw new CliError(
      `${file} is no zip.`,
      "Give the zip of the solution, as the build or a release made it.",
      "ZIP_INVALID",
    );
  }
  return zip;
}
