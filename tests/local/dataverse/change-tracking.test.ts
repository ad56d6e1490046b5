import { fault, rowsOf, startServer, type Answer, type TestServer } from "./support/server";

/** developer/data-platform/use-change-tracking-synchronize-data-external-systems. */
describe("change tracking", () => {
  let server: TestServer;
  let now = new Date("2026-01-01T00:00:00Z");
  const DAY_MS = 86_400_000;
  const track = { Prefer: "odata.track-changes" };
  beforeAll(async () => void (server = await startServer({ now: () => now })));
  afterAll(() => server.close());
  const names = (answer: Answer) => rowsOf(answer).map((row) => row["lastname"] ?? row["reason"]);
  const delta = (answer: Answer) => String(answer.json["@odata.deltaLink"]);

  it("gives all rows and a link, then what changed since, then nothing", async () => {
    const kept = await server.dataverse.create("contact", { lastname: "Kept" });
    const gone = await server.dataverse.create("contact", { lastname: "Gone" });
    const first = await server.send("GET", "contacts?$select=lastname", undefined, track);
    expect(first.headers.get("preference-applied")).toContain("odata.track-changes");
    expect(names(first)).toEqual(["Kept", "Gone"]);
    await server.dataverse.update("contact", kept, { lastname: "Changed" });
    await server.dataverse.create("contact", { lastname: "New" });
    await server.dataverse.remove("contact", gone);
    const second = await server.send("GET", delta(first));
    expect(second.json["@odata.context"]).toBe(`${server.base}$metadata#contacts(lastname)/$delta`);
    expect(names(second)).toEqual(["Changed", "New", "deleted"]);
    expect(rowsOf(second)[2]).toEqual({
      "@odata.context": `${server.base}$metadata#contacts/$deletedEntity`,
      id: gone,
      reason: "deleted",
    });
    expect(names(await server.send("GET", delta(second)))).toEqual([]);
  });

  it("misses nothing that is written while the pages are read", async () => {
    const Targets = Array.from({ length: 30 }, (_, index) => ({
      table: "account",
      values: { name: `A${index}` },
    }));
    const { kernel } = server.dataverse;
    await kernel.execute(
      { name: "CreateMultiple", table: "account", input: { Targets } },
      kernel.systemContext(),
    );
    const page = { Prefer: "odata.track-changes,odata.maxpagesize=10" };
    let answer = await server.send("GET", "accounts?$select=name", undefined, page);
    const [early] = rowsOf(answer);
    await server.dataverse.update("account", String(early?.["accountid"]), { name: "Meanwhile" });
    while (answer.json["@odata.nextLink"] !== undefined)
      answer = await server.send("GET", String(answer.json["@odata.nextLink"]), undefined, page);
    const changes = await server.send("GET", delta(answer));
    expect(rowsOf(changes).map((row) => row["name"])).toEqual(["Meanwhile"]);
  });

  it("does not promise what an unfinished transaction has still to write", async () => {
    const { kernel } = server.dataverse;
    let token = "";
    await kernel.together(async (tx) => {
      await kernel.execute(
        {
          name: "Create",
          table: "contact",
          input: { Target: { table: "contact", values: { lastname: "Slow" } } },
        },
        kernel.systemContext(),
        tx,
      );
      await server.dataverse.create("contact", { lastname: "Fast" });
      const answer = await server.send("GET", "contacts?$select=lastname", undefined, track);
      expect(names(answer)).not.toContain("Slow");
      token = delta(answer);
    });
    expect(names(await server.send("GET", token))).toContain("Slow");
  });

  it("needs a tracked table and simple queries", async () => {
    expect(fault(await server.send("GET", "roles", undefined, track))).toMatchObject({
      status: 400,
      code: "0x80072491",
    });
    expect(fault(await server.send("GET", "contacts?$filter=lastname eq 'x'", undefined, track)).status).toBe(
      400,
    );
  });

  it("forgets after seven days", async () => {
    const link = delta(await server.send("GET", "contacts?$select=lastname", undefined, track));
    now = new Date(now.getTime() + 7 * DAY_MS);
    expect((await server.send("GET", link)).status).toBe(200);
    now = new Date(now.getTime() + 1000);
    expect(fault(await server.send("GET", link))).toMatchObject({ status: 400, code: "0x80044352" });
  });
});
