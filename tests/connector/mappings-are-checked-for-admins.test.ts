import type { MappingCheckView, MappingChecksResponse } from "../../connector/connect/admin-api";
import { connectTo, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";

describe("the check of a mapping, for admins", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let mappingId: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    mappingId = (await connectTo(connector, dynamics)).mappings[0]!.id;
  });

  afterAll(async () => {
    await connector.close();
    await dynamics.close();
  });

  const check = async () =>
    (await connector.admin(`/mappings/${mappingId}/check`)).body as unknown as MappingCheckView;

  test("the default mapping is blue but for its company, which is Company Phone: yellow, with a better column", async () => {
    const { lines } = await check();
    expect(lines.find(({ line }) => line === "company")).toMatchObject({
      column: "company",
      level: "limited",
      suggestedColumn: "parentcustomerid",
      text: expect.stringContaining("Company Phone"),
    });
    expect(lines.filter(({ level }) => level === "unsupported")).toEqual([]);
    expect(lines.filter(({ line }) => ["firstName", "assignedTo", "jobTitle"].includes(line))).toEqual(
      ["firstName", "jobTitle", "assignedTo"].map((line) =>
        expect.objectContaining({ line, level: "supported", code: "fits" }),
      ),
    );
  });

  test("all mappings at once; one nobody has, and nobody without the key", async () => {
    const { body } = await connector.admin("/mappings/check");
    expect((body as unknown as MappingChecksResponse).mappings.map((each) => each.mappingId)).toEqual([
      mappingId,
    ]);
    const unknown = await connector.admin("/mappings/00000000-0000-4000-8000-000000000000/check");
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: "NO_MAPPING" } } });
    expect((await fetch(`${connector.adminUrl}/admin/mappings/check`)).status).toBe(401);
  });
});
