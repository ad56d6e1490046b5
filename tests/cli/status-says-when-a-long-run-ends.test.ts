import { Command } from "commander";
import Fastify from "fastify";
import { statusCommand } from "../../connector/cli/commands/status";
import type { EnvironmentView, RunView, StatusResponse } from "../../connector/connect/admin-api";

const RUN = { kind: "onDemand", status: "running", done: 250, total: 500_000 } as RunView;
const ENVIRONMENT: Omit<EnvironmentView, "lastRun"> = {
  id: "e",
  dataverseUrl: "https://contoso.crm.dynamics.com",
  status: "connected",
  connections: [],
  operationsOpen: 0,
  recordsWaiting: 0,
  comparisons: [],
  clockSkews: [],
};

/** What `wave-sync status` prints where the last run is this one. */
async function printed(lastRun: RunView): Promise<string> {
  const server = Fastify();
  const answer: StatusResponse = {
    version: "1",
    database: "pglite",
    webhookUrl: "",
    environments: [{ ...ENVIRONMENT, lastRun }],
  };
  server.all("/*", async () => answer);
  const url = await server.listen({ port: 0, host: "127.0.0.1" });
  const said: string[] = [];
  const stdout = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => said.push(String(text)) > 0);
  try {
    const program = new Command();
    statusCommand(program);
    process.env.WAVE_SYNC_ADMIN_KEY = "k".repeat(32);
    await program.parseAsync(["node", "wave-sync", "status", "--connector", url]);
    return said.join("");
  } finally {
    delete process.env.WAVE_SYNC_ADMIN_KEY;
    stdout.mockRestore();
    await server.close();
  }
}

describe("wave-sync status", () => {
  it("says when a long run is expected to finish, where it can be told", async () => {
    const endsOn = "2026-12-02T08:00:00.000Z";
    expect(await printed({ ...RUN, startedOn: "2026-11-29T08:00:00.000Z", endsOn })).toContain(
      `last run: onDemand running, 250 of 500000, started 2026-11-29T08:00:00.000Z, expected to finish ${endsOn}\n`,
    );
    expect(await printed(RUN)).not.toContain("expected to finish");
  });
});
