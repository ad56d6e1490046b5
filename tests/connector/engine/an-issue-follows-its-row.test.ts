import { SAMPLE_OWNERS } from "../../../local/samples";
import { startEngine, type Engine } from "../support/engine";

const COLLEAGUE = SAMPLE_OWNERS.find((owner) => owner.inDynamics === "enabled")!.email;

/** What an issue says of a record is for whoever owns the record now. */
describe("an issue about a row", () => {
  let engine: Engine;
  const userId = (email: string) =>
    engine.dynamics.rows("systemuser").find(({ values }) => values.internalemailaddress === email)!.id;
  const ownerOf = (values: Readonly<Record<string, unknown>>) => (values.ownerid as { id: string }).id;
  const issue = () => engine.issues("CONFLICT")[0]!.values;

  beforeAll(async () => (engine = await startEngine()));
  afterAll(() => engine?.close());

  it("belongs to whoever owns the row; when it is given to somebody else, so is the issue", async () => {
    const seller = userId("seller@contoso.example");
    const row = await engine.linked("c1", { assignedTo: { email: "seller@contoso.example" } });
    expect(ownerOf(row.values)).toBe(seller);
    await engine.editRow(row.id, { jobtitle: "Hers" });
    engine.dynamics.wave.store.update("c1", { jobTitle: "Wave's" });
    const asking = async () => {
      const sync = await engine.sync();
      const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "ask" as const }));
      await engine.bring([{ rowId: row.id }], { mapping: { ...sync.mapping, lines } });
    };
    await asking();
    expect(ownerOf(issue())).toBe(seller);

    await engine.dynamics.as("admin", "PATCH", `contacts(${row.id})`, {
      "ownerid@odata.bind": `/systemusers(${userId(COLLEAGUE)})`,
    });
    await asking();
    expect(ownerOf(issue())).toBe(userId(COLLEAGUE));
    const { body } = await engine.dynamics.as("seller", "GET", "wave_issues?$select=wave_code");
    expect(body.value).toEqual([]);
  });
});
