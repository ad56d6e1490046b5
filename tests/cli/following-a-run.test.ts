import type { AdminClient } from "../../connector/cli/admin-client";
import { CliError } from "../../connector/cli/cli-error";
import { followRun } from "../../connector/cli/follow-run";
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

  it("says what became of it in words that suit one record as well as many", async () => {
    const written: string[] = [];
    const stderr = jest
      .spyOn(process.stderr, "write")
      .mockImplementation((text) => written.push(String(text)) > 0);
    const counts = { created: 1, updated: 0, unchanged: 0, skipped: 0, conflict: 0, failed: 0 };
    const run = { ...view("succeeded", 1), id: "r", kind: "firstImport", counts, requests: 1 } as RunView;
    await followRun(connectorSaying(run), "r", { wait: true }).finally(() => stderr.mockRestore());
    expect(written.join("")).toMatch(/Records: 1\n1 created\. Requests to Dataverse: 1\.\n/);
    expect(written.join("")).not.toMatch(/\b1 \w+s\b/);
  });

  it("ends at once when the run is not there", async () => {
    const gone = new CliError("There is no such run.", "Look at the status.", "RUN_NOT_FOUND");
    await expect(waitForRun(connectorSaying(gone), "r", progress())).rejects.toBe(gone);
  });
});
