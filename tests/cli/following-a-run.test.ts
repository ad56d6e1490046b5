import type { AdminClient } from "../../connector/cli/admin-client";
import { CliError } from "../../connector/cli/cli-error";
import { waitForRun } from "../../connector/cli/wait-for-run";
import type { RunView } from "../../connector/connect/admin-api";

const away = new CliError("No connector.", "Start it.", "CONNECTOR_UNREACHABLE");
const view = (status: RunView["status"], done: number) => ({ status, done, total: 10 }) as RunView;

/** A connector that answers these in turn. */
function connectorSaying(...answers: (RunView | CliError)[]): AdminClient {
  const left = [...answers];
  const run = async () => {
    const answer = left.shift();
    if (answer instanceof CliError) throw answer;
    return answer;
  };
  return { run } as unknown as AdminClient;
}

function progress() {
  const shown: number[] = [];
  return { shown, update: (done: number) => void shown.push(done), stop: () => undefined };
}

describe("following a run", () => {
  it("shows how far it is, to its end", async () => {
    const bar = progress();
    const run = await waitForRun(
      connectorSaying(view("queued", 0), view("running", 4), view("succeeded", 10)),
      "r",
      bar,
    );
    expect([run.status, bar.shown]).toEqual(["succeeded", [0, 4, 10]]);
  });

  it("waits for a connector that restarts: the run goes on where it was", async () => {
    const bar = progress();
    const run = await waitForRun(
      connectorSaying(view("running", 4), away, away, view("succeededWithWarnings", 10)),
      "r",
      bar,
    );
    expect([run.status, bar.shown]).toEqual(["succeededWithWarnings", [4, 10]]);
  });

  it("ends at once when the run is not there", async () => {
    const gone = new CliError("There is no such run.", "Look at the status.", "RUN_NOT_FOUND");
    await expect(waitForRun(connectorSaying(gone), "r", progress())).rejects.toBe(gone);
  });
});
