import type { Command } from "commander";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { followRun, type FollowOptions } from "../follow-run";

/** `wave-sync undo`: takes a run back and follows that. */
export function undoCommand(program: Command): void {
  const command = program
    .command("undo")
    .argument("<run>", "id of the run to take back")
    .summary("take a run back, field by field")
    .description(
      "Gives every field that still holds what the run wrote the value it had before. What somebody changed since is left alone\n" +
        "and reported. A run can be taken back for 30 days.",
    )
    .option("--no-wait", "do not follow it")
    .option("--json", "print the outcomes as one line of JSON");
  withConnectorOptions(command)
    .addHelpText("after", "\nExamples:\n  $ wave-sync undo 5f0c1f3a-5a0e-4b7e-9d61-2f8f6a1c0d11")
    .action(async (runId: string, options: ConnectorOptions & FollowOptions) => {
      const client = new AdminClient(await connectorAddress(options));
      const undo = await client.startRun({ kind: "undo", runId });
      await followRun(client, undo.runId, options);
    });
}
