import { readDetails, type SystemDetails } from "../../../core/sync/details";
import { recordStatus, type RecordStatus } from "../../../core/sync/record-status";
import type { Value } from "../../../core/records";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { startEngine, type Engine } from "../support/engine";

/** A row as the Web API gives it to a form. */
function asForm(row: StoredRow): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(row.values).map(([name, value]) =>
      value !== null && typeof value === "object" && "id" in value
        ? [`_${name}_value`, String((value as { id: string }).id)]
        : [name, value as Value],
    ),
  );
}

describe("wave_syncdetails: the row itself says what both sides agreed on", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => engine.dynamics.wave.faults.clear());
  const wave = () => engine.dynamics.wave.store;
  const systemsOf = (id: string): readonly SystemDetails[] =>
    readDetails(engine.row(id)!.values.wave_syncdetails).systems;
  const statusOf = (id: string): RecordStatus =>
    recordStatus({ system: systemsOf(id)[0], readiness: "Ready", row: asForm(engine.row(id)!) });

  it("a row made for a contact of Wave is in sync, under its id and since now", async () => {
    const row = await engine.linked("made");
    expect(systemsOf(row.id)).toHaveLength(1);
    expect(systemsOf(row.id)[0]).toMatchObject({
      object: "contact",
      externalId: "made",
      status: "InSync",
      syncedOn: row.values.wave_syncedon,
    });
    expect(Object.keys(systemsOf(row.id)[0]!.columns)).toEqual(
      expect.arrayContaining(["firstname", "lastname", "jobtitle", "emailaddress1"]),
    );
    expect(statusOf(row.id)).toEqual({ kind: "inSync" });
  });

  it("says nothing of columns that go one way, from Wave to Dynamics: an edit there waits for nobody", async () => {
    const row = await engine.linked("one-way");
    expect(Object.keys(systemsOf(row.id)[0]!.columns)).not.toContain("_ownerid_value");
    await engine.editRow(row.id, { company: "Somewhere else" });
    expect(statusOf(row.id)).toEqual({ kind: "inSync" });
  });

  it("a row that became a contact in Wave names it, in the write that marks it", async () => {
    const id = await engine.addRow({ firstname: "Paul", lastname: "Roy" });
    const before = engine.row(id)!.version;
    const [result] = await engine.bring([{ rowId: id }]);
    expect(systemsOf(id)[0]).toMatchObject({ externalId: result!.externalId, status: "InSync" });
    expect(statusOf(id)).toEqual({ kind: "inSync" });
    expect(Number(engine.row(id)!.version) - Number(before)).toBeGreaterThan(0);
  });

  it("an edit in Dynamics waits by name until it is sent, whoever looks at the row", async () => {
    const row = await engine.linked("edited");
    await engine.editRow(row.id, { jobtitle: "Head", websiteurl: "https://acme.example" });
    expect(statusOf(row.id)).toEqual({ kind: "waiting", columns: ["jobtitle", "websiteurl"] });
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("edited").jobTitle).toBe("Head");
    expect(statusOf(row.id)).toEqual({ kind: "inSync" });
  });

  it("a pull sends nothing, so what was to be sent goes on waiting", async () => {
    const row = await engine.linked("pulled");
    await engine.editRow(row.id, { jobtitle: "Head" });
    wave().update("pulled", { website: "https://acme.example" });
    await engine.bring([{ rowId: row.id }], { direction: "toDataverse", trigger: "pull" });
    expect(engine.row(row.id)!.values.websiteurl).toBe("https://acme.example");
    expect(statusOf(row.id)).toEqual({ kind: "waiting", columns: ["jobtitle"] });
  });

  it("an edit that comes back to what was agreed waits no more", async () => {
    const row = await engine.linked("back");
    await engine.editRow(row.id, { jobtitle: "Head" });
    await engine.editRow(row.id, { jobtitle: "Buyer" });
    expect(statusOf(row.id)).toEqual({ kind: "inSync" });
  });

  it("what Wave refuses needs attention and says why; once it is accepted, it is in sync", async () => {
    const row = await engine.linked("refused");
    await engine.editRow(row.id, { jobtitle: "Refused" });
    engine.dynamics.wave.faults.set({ fail: { next: 1, status: 422, writesOnly: true } });
    await engine.bring([{ rowId: row.id }]);
    expect(statusOf(row.id)).toEqual({ kind: "needsAttention", status: "Failed" });
    expect(systemsOf(row.id)[0]).toMatchObject({
      code: "SYSTEM_REJECTED",
      syncedOn: row.values.wave_syncedon,
    });
    await engine.bring([{ rowId: row.id }]);
    expect(statusOf(row.id)).toEqual({ kind: "inSync" });
    expect(systemsOf(row.id)[0]).not.toHaveProperty("code");
  });

  it("a field that is in conflict is not told as agreed on", async () => {
    const row = await engine.linked("conflict");
    wave().update("conflict", { jobTitle: "Wave's" });
    await engine.editRow(row.id, { jobtitle: "Dynamics'" });
    const { mapping } = await engine.sync();
    const lines = mapping.lines.map((line) => ({ ...line, conflict: "ask" as const }));
    await engine.bring([{ rowId: row.id }], { mapping: { ...mapping, lines } });
    expect(statusOf(row.id)).toEqual({ kind: "needsAttention", status: "Conflict" });
    expect(
      recordStatus({
        system: { ...systemsOf(row.id)[0]!, status: "InSync" },
        readiness: "Ready",
        row: asForm(engine.row(row.id)!),
      }),
    ).toEqual({ kind: "waiting", columns: ["jobtitle"] });
  });

  it("a contact that is gone from Wave leaves a row that is not linked", async () => {
    const row = await engine.linked("gone");
    wave().delete("gone");
    await engine.bring([{ externalId: "gone" }]);
    expect(statusOf(row.id)).toEqual({ kind: "notLinked" });
  });

  it("a column under column security leaves no trace", async () => {
    const sync = await engine.sync();
    const columns = { ...sync.columns, jobtitle: { ...sync.columns.jobtitle!, secured: true } };
    wave().load([{ ...wave().get("made"), id: "secured", lastName: "Secured" }]);
    await engine.bring([{ externalId: "secured" }], { columns });
    const told = systemsOf(engine.rowOf("secured")!.id)[0]!.columns;
    expect(Object.keys(told)).toContain("firstname");
    expect(Object.keys(told)).not.toContain("jobtitle");
  });

  it("names what a sync has brought to a row, until it brings something else; nothing of a new row, nor of what is secured", async () => {
    const row = await engine.linked("brought");
    const told = () => systemsOf(row.id)[0]!.brought;
    expect(told()).toBeUndefined();
    wave().update("brought", { jobTitle: "Head", website: "https://acme.example" });
    await engine.bring([{ externalId: "brought" }]);
    const first = told();
    expect(first).toMatchObject({ on: engine.row(row.id)!.values.wave_syncedon });
    expect([...first!.columns].sort()).toEqual(["jobtitle", "websiteurl"]);
    await engine.editRow(row.id, { jobtitle: "Chief" });
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("brought").jobTitle).toBe("Chief");
    expect(told()).toEqual(first);
    wave().update("brought", { jobTitle: "Seller's secret", website: "https://other.example" });
    const { columns } = await engine.sync();
    await engine.bring([{ externalId: "brought" }], {
      columns: { ...columns, jobtitle: { ...columns.jobtitle!, secured: true } },
    });
    expect(told()!.columns).toEqual(["websiteurl"]);
  });

  it("another system's part stays as it is", async () => {
    const row = await engine.linked("two");
    const other = { ...systemsOf(row.id)[0]!, connection: "22222222-2222-4222-8222-222222222222" };
    const text = JSON.stringify({ version: 1, systems: [...systemsOf(row.id), other] });
    await engine.dynamics.as("connector", "PATCH", `contacts(${row.id})`, { wave_syncdetails: text });
    wave().update("two", { jobTitle: "Head" });
    await engine.bring([{ externalId: "two" }]);
    expect(systemsOf(row.id)).toHaveLength(2);
    expect(systemsOf(row.id)).toContainEqual(other);
  });

  it("nothing changed: nothing is written, the details neither", async () => {
    const row = await engine.linked("same");
    await engine.bring([{ rowId: row.id }]);
    expect(engine.row(row.id)!.version).toBe(row.version);
  });
});
