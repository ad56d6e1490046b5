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
    .summary("import or compare contacts, and show how far it is")
    .description(
      "Starts a run of a mapping in the running connector and follows it to its end. Ctrl-C stops following, not the run.\n\n" +
        "first-import brings everything of the system into Dynamics. changes brings over what changed on either side since the\n" +
        "last comparison, as the schedule does. everything compares both sides record by record.",
    )
    .addOption(new Option("--kind <kind>", "which run").choices(Object.keys(KINDS)).default("first-import"))
    .option("--environment <id>", "which environment, where the connector has several")
    .option("--mapping <id>", "which mapping, where the environment has several")
    .option("--no-wait", "do not follow it")
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
