import type { Command } from "commander";
import type { EnvironmentView, StatusResponse } from "../../connect/admin-api";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import { describeSkew, SKEW_CURE } from "../../environment/clock-skew";
import { cureOf, describePause } from "../environment-problem";
import { print } from "../output";

/** `wave-sync status`: what the running connector is connected to and how its last runs went. */
export function statusCommand(program: Command): void {
  const command = program
    .command("status")
    .summary("show what is connected and how the last run went")
    .description("Shows the running connector's environments, connections and last runs.")
    .option("--json", "print the answer as JSON");
  withConnectorOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync status\n  $ wave-sync status --json | jq .environments[0].status",
    )
    .action(async (options: ConnectorOptions & { readonly json?: boolean }) => {
      const status = await new AdminClient(await connectorAddress(options)).status();
      print(options.json ? JSON.stringify(status) : describe(status).join("\n"));
    });
}

function describe({ version, database, environments }: StatusResponse): string[] {
  const head = `Connector ${version}, database ${database}`;
  if (environments.length === 0) return [head, 'No connections yet. See "wave-sync connect --help".'];
  return [head, ...environments.flatMap(describeEnvironment)];
}

function describeEnvironment(environment: EnvironmentView): string[] {
  const { lastRun, problem, pause } = environment;
  return [
    "",
    `${environment.dataverseUrl}  ${environment.status}  ${environment.id}`,
    ...environment.connections.map(
      ({ system, systemUrl, subscribed }) =>
        `  ${system}  ${systemUrl}  ${subscribed ? "real-time changes: on" : "real-time changes: off (found by the scheduled check)"}`,
    ),
    ...(environment.recordsWaiting > 0 ? [`  waiting to sync: ${environment.recordsWaiting}`] : []),
    ...(environment.operationsOpen > 0 ? [`  operations in progress: ${environment.operationsOpen}`] : []),
    ...environment.comparisons.map(
      ({ comparedOn, nextRunOn }) =>
        `  last full comparison: ${comparedOn ?? "never"}, next check for changes: ${nextRunOn ?? "not scheduled"}`,
    ),
    lastRun
      ? `  last run: ${lastRun.kind} ${lastRun.status}, ${lastRun.done} of ${lastRun.total ?? "?"}, started ${lastRun.startedOn ?? "not yet"}${lastRun.endsOn ? `, expected to finish ${lastRun.endsOn}` : ""}`
      : '  no runs yet. To import all records, run "wave-sync run".',
    ...environment.clockSkews.map((skew) => `  ${describeSkew(skew)}. ${SKEW_CURE}`),
    ...(problem ? [`  ${problem.message} ${cureOf(environment)} [${problem.code}]`] : []),
    ...(pause ? [`  ${describePause(pause)}`] : []),
  ];
}
