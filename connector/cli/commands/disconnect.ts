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
    .summary("end the connection to an environment; deletes no record")
    .description(
      "Takes the connector's address, secret and steps out of the environment and forgets all secrets. Contacts, accounts and\n" +
        "links stay as they are; connecting again goes on where this ended. What the connector remembers of the environment goes by\n" +
        "itself after some days (WAVE_SYNC_KEEP_DISCONNECTED_DAYS), or at once with --purge.",
    )
    .addOption(
      new Option("--url <url>", "instance URL of the environment").env("DATAVERSE_URL").makeOptionMandatory(),
    )
    .option(
      "--purge",
      "remove all that the connector remembers of the environment; also later, once disconnected",
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
  say("Disconnected. No record was deleted, and no secret is left here.");
  if (options.purge) say("What the connector remembered of the environment was removed.");
  const host = URL.parse(options.url)?.host;
  const ended = answer.environments.find(({ dataverseUrl }) => new URL(dataverseUrl).host === host);
  if (ended?.problem) throw new CliError(ended.problem.message, ended.problem.nextStep, ended.problem.code);
}
