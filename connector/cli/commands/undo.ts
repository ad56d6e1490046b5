import type { Command } from "commander";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { followRun, type FollowOptions } from "../follow-run";

/** `wave-sync undo`: undoes a run and follows that. */
export function undoCommand(program: Command): void {
  const command = program
    .command("undo")
    .argument("<run>", "ID of the run to undo")
    .summary("undo a run")
    .description(
      "Restores the values from before the run. Values that were changed later are kept and reported. You can undo a run for 30 days.",
    )
    .option("--no-wait", "start the undo and exit")
    .option("--json", "print the outcomes as one line of JSON");
  withConnectorOptions(command)
    .addHelpText("after", "\nExamples:\n  $ wave-sync undo 5f0c1f3a-5a0e-4b7e-9d61-2f8f6a1c0d11")
    .action(async (runId: string, options: ConnectorOptions & FollowOptions) => {
      const client = new AdminClient(await connectorAddress(options));
      const undo = await client.startRun({ kind: "undo", runId });
      await followRun(client, undo.runId, options);
    });
}
