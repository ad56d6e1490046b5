import { IssueStatus } from "../../../core/generated/schema";
import { startEngine, waveContact, type Engine } from "../support/engine";

describe("Wave's mapping as it is by default", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const openConflicts = () =>
    engine.issues("CONFLICT").filter(({ values }) => values.wave_issuestatus === IssueStatus.Open);

  it("leaves a phone number in Company Phone, at the first sync and after ten changes of the employer", async () => {
    const row = await engine.addRow({
      firstname: "Karla",
      lastname: "Telefon",
      emailaddress1: "karla@telefon.example",
      company: "+49 30 1234567",
    });
    wave().load([
      waveContact("karla", {
        firstName: "Karla",
        lastName: "Telefon",
        company: "Telefon AG",
        emails: [{ value: "karla@telefon.example", primary: true }],
      }),
    ]);
    const [joined] = await engine.bring([{ externalId: "karla" }]);
    expect(joined).toMatchObject({ rowId: row });
    for (let change = 1; change <= 10; change++) {
      wave().update("karla", { company: `Telefon ${change} AG` });
      await engine.bring([{ externalId: "karla" }]);
    }
    expect(engine.row(row)!.values.company).toBe("+49 30 1234567");
    expect(openConflicts()).toEqual([]);
  });

  it("still writes the employer there where the column is empty, and follows it", async () => {
    const row = await engine.linked("plain", { company: "Acme" });
    expect(row.values.company).toBe("Acme");
    wave().update("plain", { company: "Acme International" });
    await engine.bring([{ externalId: "plain" }]);
    expect(engine.row(row.id)!.values.company).toBe("Acme International");
  });

  it("a question nobody has answered survives ten later edits, each the newest", async () => {
    const { id } = await engine.linked("asked");
    await engine.editRow(id, { jobtitle: "Chief" });
    // Changed in the same second: nobody can say which is newer.
    const modified = String(engine.row(id)!.values.modifiedon);
    wave().load([{ ...wave().get("asked"), jobTitle: "Head", updatedAt: modified }]);
    const [asked] = await engine.bring([{ externalId: "asked" }]);
    expect(asked).toMatchObject({ outcome: "conflict" });
    for (let edit = 1; edit <= 10; edit++) {
      if (edit % 2 === 0) wave().update("asked", { jobTitle: `Wave ${edit}` });
      else await engine.editRow(id, { jobtitle: `Dynamics ${edit}` });
      const [result] = await engine.bring([{ externalId: "asked" }]);
      expect(result).toMatchObject({ outcome: "conflict" });
    }
    expect(engine.row(id)!.values.jobtitle).toBe("Dynamics 9");
    expect(wave().get("asked").jobTitle).toBe("Wave 10");
    expect(openConflicts()).toHaveLength(1);

    const decisions = new Map([["asked", { jobTitle: "system" as const }]]);
    await engine.bring([{ externalId: "asked" }], { trigger: "resolve", decisions });
    expect(engine.row(id)!.values.jobtitle).toBe("Wave 10");
    expect(openConflicts()).toEqual([]);
  });

  it("a contact gets the account its company's name or domain fits, and none is made up", async () => {
    const account = await engine.dynamics.platform.dataverse.create("account", { name: "Löwen & Söhne" });
    const before = engine.dynamics.rows("account").length;
    const row = await engine.linked("employed", { company: "Lowen Sohne" });
    expect(row.values.parentcustomerid).toMatchObject({ id: account });
    const alone = await engine.linked("nobodys", { company: "Nowhere Inc" });
    expect(alone.values.parentcustomerid ?? null).toBeNull();
    expect(engine.dynamics.rows("account")).toHaveLength(before);
  });
});
