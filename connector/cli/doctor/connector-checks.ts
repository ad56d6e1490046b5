import type { EnvironmentView, StatusResponse } from "../../connect/admin-api";
import { AdminClient } from "../admin-client";
import { CliError } from "../cli-error";
import { connectorAddress, type ConnectorOptions } from "../connector-options";
import { describeSkew, SKEW_CURE } from "../../environment/clock-skew";
import { cureOf, describePause } from "../environment-problem";
import { failed, ok, skipped, type Finding } from "./check";

/** What the connector said of itself; null when it could not be asked. */
export interface ConnectorFound {
  readonly finding: Finding;
  readonly status: StatusResponse | null;
}

export async function checkConnector(options: ConnectorOptions): Promise<ConnectorFound> {
  try {
    const address = await connectorAddress(options);
    const status = await new AdminClient(address).status();
    return { finding: ok(`Connector ${status.version} at ${address.url}`), status };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { finding: failed(error.message, error.nextStep), status: null };
  }
}

/** Whether the system tells of changes at once. */
function checkSubscription({ system, subscribed }: EnvironmentView["connections"][number]): Finding {
  if (subscribed) return ok(`${system} sends changes in real time`);
  return failed(
    `${system} doesn't send changes; only the scheduled check finds them`,
    `Set WAVE_SYNC_PUBLIC_URL to an address ${system} reaches the connector at, and run "wave-sync connect" again. If Zapier sends the changes, you can ignore this.`,
  );
}

/** What the connector itself has to tell about each environment. */
export function checkEnvironments(status: StatusResponse | null): Finding[] {
  if (!status) return [skipped("Connections: not checked, because the connector isn't running")];
  if (status.environments.length === 0) return [skipped('No connections yet ("wave-sync connect")')];
  return status.environments.flatMap((environment) => {
    const { dataverseUrl, status: state, problem, connections, pause } = environment;
    const systems = connections.map(({ system }) => system).join(", ");
    if (problem) {
      const words = [problem.message, ...(pause ? [describePause(pause)] : [])].join(" ");
      return failed(`${dataverseUrl} (${state}): ${words}`, cureOf(environment));
    }
    if (state === "connected")
      return [
        ok(`${dataverseUrl} is connected with ${systems}`),
        ...connections.map(checkSubscription),
        ...environment.clockSkews.map((skew) => failed(`At the connector: ${describeSkew(skew)}`, SKEW_CURE)),
      ];
    return failed(`${dataverseUrl} is ${state}`, 'Connect it again with "wave-sync connect".');
  });
}
