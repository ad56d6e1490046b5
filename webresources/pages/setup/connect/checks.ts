import { solution } from "../../../../core/generated/schema";
import type { Problem } from "../../../../core/operation/types";
import type { SetupAnswer } from "../../../../core/operation/setup-answer";
import type { ClientError } from "../../../client";
import { STEPS_OF_THE_SOLUTION, type EnvironmentChecks } from "../data/environment-checks";

/** A line of the checklist: green, red with its cure, or not known (yet). */
export interface CheckLine {
  readonly id: string;
  readonly state: "ok" | "failed" | "running" | "unknown";
  /** Values of the texts `Check_<id>_<state>` and, of a failed one, `Check_<id>_cure`. */
  readonly values: readonly (string | number)[];
  /** The connector's own words, where it has some. */
  readonly problem?: Problem;
}

interface Found {
  readonly environment: EnvironmentChecks | undefined;
  readonly setup: SetupAnswer | undefined;
  readonly error: ClientError | undefined;
  /** The connector is being asked. */
  readonly asking: boolean;
  /** Something has been connected before. */
  readonly connected: boolean;
}

/** Every line in the order in which one thing needs the other. */
export function checkLines(found: Found): readonly CheckLine[] {
  const { environment, setup } = found;
  return [
    line("solution", "ok", solution.version),
    keys(environment?.keys),
    users(environment),
    endpoint(environment),
    steps(environment?.steps, found.connected),
    connector(found),
    ...(setup ? clocks(setup) : []),
    ...(setup?.connections ?? []).flatMap(({ account = "", problem, subscribed, system }) => [
      problem
        ? { ...line("system", "failed", system), problem }
        : line("system", "ok", account && account !== system ? `${system} (${account})` : system),
      line("events", subscribed ? "ok" : "unknown", system),
    ]),
  ];
}

const line = (id: string, state: CheckLine["state"], ...values: readonly (string | number)[]): CheckLine => ({
  id,
  state,
  values,
});

function keys(found: EnvironmentChecks["keys"]): CheckLine {
  if (!found) return line("keys", "unknown");
  if (found.failed.length > 0) return line("keys", "failed", found.failed.join(", "));
  return line("keys", found.pending.length > 0 ? "running" : "ok");
}

function users(found: EnvironmentChecks | undefined): CheckLine {
  const { applicationUsers } = found ?? {};
  if (!applicationUsers) return line("user", "unknown");
  return applicationUsers.length > 0
    ? line("user", "ok", applicationUsers.join(", "))
    : line("user", "unknown");
}

function endpoint(found: EnvironmentChecks | undefined): CheckLine {
  if (found?.connectorAddress === undefined) return line("endpoint", "unknown");
  return found.connectorAddress === null
    ? line("endpoint", "failed")
    : line("endpoint", "ok", found.connectorAddress);
}

function steps(found: EnvironmentChecks["steps"], connected: boolean): CheckLine {
  if (!found) return line("steps", "unknown");
  if (found.off > 0) return line("steps", "failed", found.off, found.all);
  return !connected || found.all <= STEPS_OF_THE_SOLUTION
    ? line("steps", "failed", 0, found.all)
    : line("steps", "ok", found.all);
}

function connector({ asking, error, setup }: Found): CheckLine {
  if (setup)
    return setup.version === solution.version
      ? line("connector", "ok", setup.version)
      : line("version", "failed", setup.version, solution.version);
  if (asking) return line("connector", "running");
  return error?.code === "NO_PRIVILEGE" ? line("connector", "unknown") : line("connector", "failed");
}

function clocks({ clocks: found }: SetupAnswer): readonly CheckLine[] {
  return found.length === 0
    ? [line("clock", "ok")]
    : found.map(({ seconds, than }) => line("clock", "failed", Math.abs(seconds), than));
}
