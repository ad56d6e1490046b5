import { randomUUID } from "node:crypto";
import * as schema from "../../core/generated/schema";
import { loseEvents } from "../support/lose-events";
import { ask, connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { changeMapping } from "./support/policies";
import { edit, plainContacts, rowOf } from "./support/runs";

const { columns, lookups } = schema.mapping;

describe("two active mappings of one connection on one table", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let first: string;
  const second = randomUUID();
  const contactNamed = (firstName: string) =>
    dynamics.wave.store.all().find((contact) => contact.firstName === firstName);
  /** What a mapping says is read anew when the environment is connected again. */
  const reread = async () => {
    await connectTo(connector, dynamics);
    await loseEvents(dynamics);
  };
  const addRow = async (firstname: string, more: object = {}): Promise<string> => {
    const contactid = randomUUID();
    const row = { contactid, firstname, lastname: "Hopper", jobtitle: "Admiral", ...more };
    expect((await dynamics.as("seller", "POST", "contacts", row)).status).toBe(204);
    return contactid;
  };
  const viewOf = (city: string) =>
    dynamics.platform.dataverse.create("savedquery", {
      name: city,
      returnedtypecode: "contact",
      fetchxml: `<fetch><entity name="contact"><filter><condition attribute="address1_city" operator="eq" value="${city}" /></filter></entity></fetch>`,
      querytype: 0,
      statecode: 0,
    });

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    dynamics.wave.store.load(plainContacts(2));
    await connectTo(connector, dynamics);
    await importAll(connector);
    const known = dynamics.rows("wave_mapping")[0]!;
    first = known.id;
    await changeMapping(dynamics, { [columns.name]: "Lyon" });
    const map = JSON.parse(known.values[columns.fieldmap] as string) as { lines: { column: string }[] };
    const answer = await dynamics.as("admin", "PATCH", `wave_mappings(${second})`, {
      ...Object.fromEntries(
        [columns.systemobject, columns.table, columns.direction, columns.matchrules, columns.policies].map(
          (column) => [column, known.values[column]],
        ),
      ),
      [columns.name]: "Paris",
      [columns.mappingstatus]: schema.MappingStatus.Active,
      // Titles stay in Paris.
      [columns.fieldmap]: JSON.stringify({
        ...map,
        lines: map.lines.filter((line) => line.column !== "jobtitle"),
      }),
      [`${lookups.connection.nav}@odata.bind`]: `/wave_connections(${(known.values.wave_connection as { id: string }).id})`,
    });
    expect(answer).toMatchObject({ status: 204 });
    await reread();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("a linked record is synced by the mapping its link is under", async () => {
    const { id } = rowOf(dynamics, "plain-00001")!;
    await edit(dynamics, "plain-00001", { jobtitle: "Countess" });
    expect(await operate(dynamics, "wave_Preview", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(await operate(dynamics, "wave_Push", { ids: [id], as: "admin" })).toMatchObject({
      status: "succeeded",
      result: { counts: { updated: 1 } },
    });
    expect(dynamics.wave.store.get("plain-00001").jobTitle).toBe("Countess");
  });

  it("of a record that is under none, nothing is guessed: whoever asked reads which mappings there are and what to do", async () => {
    const id = await addRow("Grace");
    for (const api of ["wave_Push", "wave_Pull", "wave_Preview"]) {
      expect(await operate(dynamics, api, { ids: [id] })).toMatchObject({
        status: "failed",
        code: "MAPPING_UNCLEAR",
        message: expect.stringMatching(/"(Lyon|Paris)", "(Lyon|Paris)"/),
        nextStep: expect.stringMatching(/view of its own/),
      });
    }
    const inGerman = await operate(dynamics, "wave_Push", { ids: [id], more: { Language: 1031 } });
    expect(inGerman).toMatchObject({ nextStep: expect.stringMatching(/eigene Ansicht/) });
    const answered = { Table: "contact", RecordId: id, Decision: '{"kind":"retry"}' };
    expect(await ask(dynamics, "wave_Resolve", answered)).toMatchObject({ code: "MAPPING_UNCLEAR" });
    expect(contactNamed("Grace")).toBeUndefined();
  });

  it("of many at once, those that are clear are done, and the others say why not", async () => {
    const { id: linked } = rowOf(dynamics, "plain-00002")!;
    await edit(dynamics, "plain-00002", { jobtitle: "Engineer" });
    const unclear = await addRow("Jean");
    const done = await operate(dynamics, "wave_Push", { ids: [unclear, linked], as: "admin" });
    expect(done).toMatchObject({ status: "succeeded", result: { counts: { updated: 1, failed: 1 } } });
    expect(done.result.records).toMatchObject([
      { recordId: unclear, outcome: "failed", problem: { code: "MAPPING_UNCLEAR" } },
      { recordId: linked, outcome: "updated", externalId: "plain-00002" },
    ]);
    expect(dynamics.wave.store.get("plain-00002").jobTitle).toBe("Engineer");
  });

  it("with a view each, a record is synced by the mapping whose view holds it, each in its own way", async () => {
    for (const [id, city] of [
      [first, "Lyon"],
      [second, "Paris"],
    ])
      await dynamics.as("admin", "PATCH", `wave_mappings(${id})`, {
        [columns.scopeviewid]: await viewOf(city!),
      });
    await reread();
    const lyon = await addRow("Ada", { address1_city: "Lyon" });
    const paris = await addRow("Bea", { address1_city: "Paris" });
    const done = await operate(dynamics, "wave_Push", { ids: [lyon, paris] });
    expect(done).toMatchObject({ status: "succeeded", result: { counts: { created: 2 } } });
    expect([contactNamed("Ada")!.jobTitle, contactNamed("Bea")!.jobTitle]).toEqual(["Admiral", null]);
    const under = (name: string) =>
      dynamics.rows("wave_link").find((row) => row.values.wave_externalid === contactNamed(name)!.id)!.values
        .wave_mapping;
    expect([under("Ada"), under("Bea")]).toMatchObject([{ id: first }, { id: second }]);
    const elsewhere = await addRow("Cleo", { address1_city: "Rome" });
    expect(await operate(dynamics, "wave_Push", { ids: [elsewhere] })).toMatchObject({
      code: "MAPPING_UNCLEAR",
    });
  });

  it("with the other one paused, there is nothing to choose", async () => {
    await changeMapping(dynamics, { [columns.mappingstatus]: schema.MappingStatus.Paused });
    await reread();
    const id = await addRow("Dora", { address1_city: "Rome" });
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(contactNamed("Dora")!.jobTitle).toBeNull();
  });
});
