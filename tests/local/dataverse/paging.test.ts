import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/query/page-results, count-rows. */
describe("paging", () => {
  let server: TestServer;
  const TOTAL = 5_003;
  beforeAll(async () => {
    server = await startServer();
    const { kernel } = server.dataverse;
    const Targets = Array.from({ length: TOTAL }, (_, index) => ({
      table: "contact",
      values: { lastname: `L${String(index).padStart(5, "0")}`, numberofchildren: index % 3 },
    }));
    await kernel.execute(
      { name: "CreateMultiple", table: "contact", input: { Targets } },
      kernel.systemContext(),
    );
  });
  afterAll(() => server.close());
  const page = (size: number) => ({ Prefer: `odata.maxpagesize=${size}` });
  const walk = async (
    path: string,
    headers: Record<string, string>,
  ): Promise<{ names: unknown[]; pages: number }> => {
    const names: unknown[] = [];
    let pages = 0;
    for (let next: string | undefined = path; next !== undefined; pages++) {
      const answer = await server.send("GET", next, undefined, headers);
      names.push(...rowsOf(answer).map((row) => row["lastname"]));
      next = answer.json["@odata.nextLink"] as string | undefined;
    }
    return { names, pages };
  };

  it("gives 5,000 rows at most and a link to the rest", async () => {
    const answer = await server.send("GET", "contacts?$select=lastname");
    expect(rowsOf(answer)).toHaveLength(5000);
    expect(answer.json["@odata.nextLink"]).toMatch(/\$skiptoken=%3Ccookie%20pagenumber%3D%222%22/);
    const capped = await server.send("GET", "contacts?$select=lastname", undefined, page(9000));
    expect(rowsOf(capped)).toHaveLength(5000);
  });

  it.each([
    ["as they come", "contacts?$select=lastname", TOTAL],
    ["sorted", "contacts?$select=lastname&$orderby=lastname desc", TOTAL],
    [
      "filtered",
      "contacts?$select=lastname&$filter=numberofchildren eq 1 and startswith(lastname,'L')",
      1668,
    ],
    ["by an index", "contacts?$select=lastname&$filter=numberofchildren eq 2", 1667],
  ])("walks all rows %s, each once", async (_how, path, total) => {
    const { names, pages } = await walk(path, page(1000));
    expect(names).toHaveLength(total);
    expect(new Set(names).size).toBe(total);
    expect(pages).toBe(Math.ceil(total / 1000));
  });

  it("goes on from its place when rows before it were deleted meanwhile", async () => {
    const first = await server.send(
      "GET",
      "contacts?$select=lastname&$filter=lastname ge 'L00100'",
      undefined,
      page(10),
    );
    const [row] = rowsOf(first);
    await server.send("DELETE", `contacts(${String(row?.["contactid"])})`);
    const second = await server.send("GET", String(first.json["@odata.nextLink"]), undefined, page(10));
    expect(rowsOf(second).map((one) => one["lastname"])).toContain("L00110");
    await server.dataverse.create("contact", { lastname: "L00100", numberofchildren: 100 % 3 });
  });

  it("counts to 5,000 and says when there are more", async () => {
    const annotations = { Prefer: 'odata.include-annotations="*"' };
    const answer = await server.send(
      "GET",
      "contacts?$select=lastname&$count=true&$top=1",
      undefined,
      annotations,
    );
    expect(answer.json).toMatchObject({
      "@odata.count": 5000,
      "@Microsoft.Dynamics.CRM.totalrecordcount": 5000,
      "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": true,
    });
    expect((await server.send("GET", "contacts/$count")).text).toBe("5000");
    const exact = await server.send("GET", "RetrieveTotalRecordCount(EntityNames=['contact'])");
    expect(exact.json["EntityRecordCountCollection"]).toMatchObject({ Keys: ["contact"], Values: [TOTAL] });
  });

  it("works with the client people use", async () => {
    const { value } = await server.client.retrieveAll<Record<string, unknown>>({
      collection: "contacts",
      select: ["lastname"],
    });
    expect(value).toHaveLength(TOTAL);
  });

  it("refuses a token that is none, and a page size that is none", async () => {
    expect(fault(await server.send("GET", "contacts?$skiptoken=abc")).status).toBe(400);
    expect(fault(await server.send("GET", "contacts", undefined, page(0))).status).toBe(400);
  });
});
