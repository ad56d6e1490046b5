import { Option, type Command } from "commander";
import type { RunView } from "../../admin/types";
import { OUTCOMES } from "../../../core/outcome";
import { AdminClient } from "../admin-client";
import { CliError } from "../cli-error";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { print, say } from "../output";
import { createProgress } from "../progress";
import { waitForRun } from "../wait-for-run";

interface Options extends ConnectorOptions {
  readonly kind: "first-import";
  readonly environment?: string;
  readonly mapping?: string;
  readonly wait: boolean;
  readonly json?: boolean;
}

/** `wave-sync run`: starts a run and follows it. */
export function runCommand(program: Command): void {
  const command = program
    .command("run")
    .summary("import all contacts, and show how far it is")
    .description(
      "Starts a run of a mapping in the running connector and follows it to its end. Ctrl-C stops following, not the run.",
    )
    .addOption(new Option("--kind <kind>", "which run").choices(["first-import"]).default("first-import"))
    .option("--environment <id>", "which environment, where the connector has several")
    .option("--mapping <id>", "which mapping, where the environment has several")
    .option("--no-wait", "do not follow it")
    .option("--json", "print the outcomes as one line of JSON");
  withConnectorOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync run\n  $ wave-sync run --json --connector http://127.0.0.1:8366",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const client = new AdminClient(await connectorAddress(options));
  const { runId } = await client.startRun({
    kind: "firstImport",
    environmentId: options.environment,
    mappingId: options.mapping,
  });
  if (!options.wait) return print(options.json ? JSON.stringify({ runId }) : runId);
  const progress = createProgress("contacts");
  let finished: RunView;
  try {
    finished = await waitForRun(client, runId, progress);
  } finally {
    progress.stop();
  }
  if (options.json) print(JSON.stringify({ ...finished.counts, requests: finished.requests }));
  else for (const line of describe(finished)) say(line);
  if (finished.problem && (finished.status === "failed" || finished.status === "canceled"))
    throw CliError.from(finished.problem);
  if (finished.problem)
    say(`  Please look at this: ${finished.problem.message} ${finished.problem.nextStep}`);
}

/** The outcomes that happened, in words. */
function describe(run: RunView): string[] {
  const counts = OUTCOMES.filter((outcome) => run.counts[outcome] > 0).map(
    (outcome) => `${run.counts[outcome]} ${outcome}`,
  );
  return [`${counts.join(", ") || "Nothing to do"}; ${run.requests} requests to Dataverse.`];
}
