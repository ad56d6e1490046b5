import type { Command } from "commander";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions } from "../connector-options";
import { print, say } from "../output";
import { withPersonOptions, type PersonOptions } from "../person-options";

interface Options extends PersonOptions {
  readonly json?: boolean;
}

/** `wave-sync forget`: erases all that is held of a person. */
export function forgetCommand(program: Command): void {
  const command = program
    .command("forget")
    .summary("erase all that Wave Sync holds of a person; deletes no contact")
    .description(
      "Erases what \"wave-sync export\" shows, in the connector's database and in Dynamics. The contact and the system's record are\n" +
        "left alone: delete those yourself, before. What is still there on both sides may be linked again by a later sync, as any\n" +
        "new record.",
    )
    .option("--json", "print what was erased as one line of JSON");
  withConnectorOptions(withPersonOptions(command))
    .addHelpText("after", "\nExample:\n  $ wave-sync forget --record 5f0c1f3a-5a0e-4b7e-9d61-2f8f6a1c0d11")
    .action(async (options: Options) => {
      const { record, environment, json } = options;
      const client = new AdminClient(await connectorAddress(options));
      const erased = await client.forgetPerson({ record, environmentId: environment });
      if (json) return print(JSON.stringify(erased));
      say(`Erased in the connector's database: ${listed(erased.connector)}.`);
      if (erased.dynamics) say(`Erased in Dynamics: ${listed(erased.dynamics)}.`);
      else say("The environment is disconnected: rows of Wave Sync in Dynamics were not touched.");
      return undefined;
    });
}

function listed(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([table, count]) => `${count} of ${table}`).join(", ") || "nothing, there was nothing";
}
