import { Option, type Command } from "commander";
import type { StartRunRequest } from "../../connect/admin-api";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { followRun, type FollowOptions } from "../follow-run";

/** Kinds of runs by the words an admin types. */
const KINDS = {
  "first-import": "firstImport",
  changes: "scheduled",
  everything: "onDemand",
} as const satisfies Readonly<Record<string, StartRunRequest["kind"]>>;

interface Options extends ConnectorOptions, FollowOptions {
  readonly kind: keyof typeof KINDS;
  readonly environment?: string;
  readonly mapping?: string;
}

/** `wave-sync run`: starts a run and follows it. */
export function runCommand(program: Command): void {
  const command = program
    .command("run")
    .summary("import or compare records and show progress")
    .description(
      "Starts a run of a mapping in the running connector and follows it to its end. Ctrl-C stops following, not the run.\n\n" +
        "first-import imports all records of the connected system. changes syncs what changed in either system since the last\n" +
        "check, as the schedule does. everything is a full comparison, record by record.",
    )
    .addOption(
      new Option("--kind <kind>", "which kind of run").choices(Object.keys(KINDS)).default("first-import"),
    )
    .option("--environment <id>", "which environment, if the connector has several")
    .option("--mapping <id>", "which mapping, if the environment has several")
    .option("--no-wait", "start the run and exit")
    .option("--json", "print the outcomes as one line of JSON");
  withConnectorOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync run\n  $ wave-sync run --kind everything\n  $ wave-sync run --json --connector http://127.0.0.1:8367",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const client = new AdminClient(await connectorAddress(options));
  const { runId } = await client.startRun({
    kind: KINDS[options.kind],
    environmentId: options.environment,
    mappingId: options.mapping,
  });
  await followRun(client, runId, options);
}
