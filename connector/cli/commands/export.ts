import type { Command } from "commander";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions } from "../connector-options";
import { print } from "../output";
import { withPersonOptions, type PersonOptions } from "../person-options";

/** `wave-sync export`: all that is held of a person. */
export function exportCommand(program: Command): void {
  const command = program
    .command("export")
    .summary("print all that Wave Sync holds of a person")
    .description(
      "Prints as JSON what the connector's database and Wave Sync's own rows in Dynamics hold of one person: links, what both\n" +
        "sides agreed on, journal entries, issues, operations, what waits. Her contact and the system's record are not among it.",
    );
  withConnectorOptions(withPersonOptions(command))
    .addHelpText("after", "\nExample:\n  $ wave-sync export --record 5f0c1f3a-5a0e-4b7e-9d61-2f8f6a1c0d11")
    .action(async (options: PersonOptions) => {
      const { record, environment } = options;
      const client = new AdminClient(await connectorAddress(options));
      print(JSON.stringify(await client.exportPerson({ record, environmentId: environment }), null, 2));
    });
}
