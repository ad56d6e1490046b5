import { Option, type Command } from "commander";
import { AdminClient } from "../admin-client";
import { CliError } from "../cli-error";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { print, say } from "../output";

interface Options extends ConnectorOptions {
  readonly url: string;
  readonly purge?: boolean;
  readonly json?: boolean;
}

/** `wave-sync disconnect`: ends a connection; no record is deleted. */
export function disconnectCommand(program: Command): void {
  const command = program
    .command("disconnect")
    .summary("end the connection to an environment; no records are deleted")
    .description(
      "Removes the connector's URL, secret, and steps from the environment and deletes all stored secrets. Contacts, accounts, and\n" +
        "links are kept, so you can connect again later. The connector's own data about the environment is deleted after some days\n" +
        "(WAVE_SYNC_KEEP_DISCONNECTED_DAYS), or right away with --purge.",
    )
    .addOption(
      new Option("--url <url>", "instance URL of the environment").env("DATAVERSE_URL").makeOptionMandatory(),
    )
    .option(
      "--purge",
      "delete all of the connector's data about the environment now; also works after disconnecting",
    )
    .option("--json", "print the answer as JSON");
  withConnectorOptions(command)
    .addHelpText("after", "\nExample:\n  $ wave-sync disconnect --url https://contoso.crm4.dynamics.com")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const answer = await new AdminClient(await connectorAddress(options)).disconnect({
    dataverseUrl: options.url,
    purge: options.purge ?? false,
  });
  if (options.json) return print(JSON.stringify(answer));
  say("Disconnected. No records were deleted, and all stored secrets were removed.");
  if (options.purge) say("The connector's data about the environment was deleted.");
  const host = URL.parse(options.url)?.host;
  const ended = answer.environments.find(({ dataverseUrl }) => new URL(dataverseUrl).host === host);
  if (ended?.problem) throw new CliError(ended.problem.message, ended.problem.nextStep, ended.problem.code);
}
