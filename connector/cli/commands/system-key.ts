import { Option, type Command } from "commander";
import { SYSTEMS, systemByKey } from "../../systems/registry";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { print, say } from "../output";

interface Options extends ConnectorOptions {
  readonly system: string;
  readonly environment?: string;
  readonly json?: boolean;
}

/** `wave-sync system-key`: the key with which a system calls the connector as if it were its CRM. */
export function systemKeyCommand(program: Command): void {
  const callers = SYSTEMS.filter(({ routes }) => routes).map(({ key }) => key);
  const command = program
    .command("system-key")
    .summary("make the key with which a system calls the connector as its CRM")
    .description(
      "Some systems call a CRM themselves. This command prints the address and the key to enter there. The key is shown once; a new one\n" +
        "replaces it, and the old one stays valid for one day.",
    )
    .addOption(new Option("--system <name>", `which system: ${callers.join(", ")}`).makeOptionMandatory())
    .option("--environment <id>", "which environment, if several are connected")
    .option("--json", "print the answer as JSON");
  withConnectorOptions(command)
    .addHelpText("after", `\nExample:\n  $ wave-sync system-key --system ${callers[0] ?? "<name>"}`)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { system, environment: environmentId } = options;
  const request = { system, ...(environmentId ? { environmentId } : {}) };
  const answer = await new AdminClient(await connectorAddress(options)).systemKey(request);
  if (options.json) return print(JSON.stringify(answer));
  const name = systemByKey(system)?.system ?? system;
  say(`Enter this at ${name}:`);
  say(`  Address: ${answer.url}`);
  say(`  Header:  ${answer.header}`);
  say("  Key:");
  print(answer.key);
  say("The key isn't shown again.");
  if (answer.formerUntil) say(`The key before it stays valid until ${answer.formerUntil}.`);
}
