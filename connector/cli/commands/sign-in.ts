import { Option, type Command } from "commander";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { print, say } from "../output";

interface Options extends ConnectorOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** `wave-sync sign-in`: a link for signing in again, where the last sign-in has ended. */
export function signInCommand(program: Command): void {
  const command = program
    .command("sign-in")
    .summary("print a link for signing in again")
    .description(
      "For an environment that needs a sign-in: prints a link where someone signs in with Microsoft. All other settings stay the\n" +
        "same, and pending changes sync automatically. To make a new connection, use connect --sign-in.",
    )
    .addOption(
      new Option("--url <url>", "instance URL of the environment; optional if only one is connected").env(
        "DATAVERSE_URL",
      ),
    )
    .option("--json", "print the answer as JSON");
  withConnectorOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync sign-in\n  $ wave-sync sign-in --url https://contoso.crm4.dynamics.com",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const client = new AdminClient(await connectorAddress(options));
  const answer = await client.signInAgain({ again: true, dataverseUrl: options.url });
  if (options.json) return print(JSON.stringify(answer));
  print(answer.url);
  say(
    `The link works once, until ${answer.expiresOn}. Anyone who has it can connect, so share it with one person only.`,
  );
}
