import { Direction, MappingStatus } from "../../../../core/generated/schema";
import { connectTo, operate, runEnd, until } from "../../support/connector";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

/** Wave and Enginy write contacts, and Dynamics is the middle. */
describe("two systems on one row", () => {
  let crm: CustomCrm;
  const wave = () => crm.dynamics.wave.store;
  const rowOf = (crmId: unknown) => crm.rows("contact").find(({ id }) => id === crmId)!.values;
  const contactOf = (lastName: string) =>
    wave()
      .all()
      .find((contact) => contact.lastName === lastName);
  const inWave = (lastName: string, field: "jobTitle" | "primaryPhone" | "note", value: string) =>
    until(`${field} "${value}" of ${lastName} in Wave`, () => {
      const contact = contactOf(lastName) as unknown as Record<string, unknown> | undefined;
      const phones = contact?.phones as readonly { value: string }[] | undefined;
      return (field === "primaryPhone" ? phones?.[0]?.value : contact?.[field]) === value;
    });
  /** Somebody whom Enginy has exported, by the time Wave has her. */
  const exported = async (name: string) => {
    const { id, ...sent } = enginyContact(crm, name);
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId: String(id), ...sent }] });
    const { crmId } = body.results[0]!;
    const lastName = String(sent.lastName);
    const contact = await until(`${lastName} in Wave`, () => contactOf(lastName));
    await until("her link", () => rowOf(crmId).externaluseridentifier);
    return { id, crmId, lastName, waveId: contact.id };
  };
  const put = (crmId: unknown, fields: object) =>
    crm.call("PUT", "/contacts", { contacts: [{ crmId, ...fields }] });
  /** Compares everything of both systems; gives how many records any of it has changed. */
  const changedByComparing = async () => {
    let changed = 0;
    for (const { id, values } of crm.rows("wave_mapping")) {
      if (values.wave_systemobject !== "contact") continue;
      const asked = { kind: "onDemand", environmentId: crm.environmentId, mappingId: id };
      const answer = await crm.connector.admin("/runs", asked);
      const { counts, status } = await runEnd(crm.connector, String(answer.body.runId));
      expect(status).toMatch(/^succeeded/);
      changed += counts.created + counts.updated;
    }
    return changed;
  };

  beforeAll(async () => {
    crm = await startCustomCrm();
    await connectTo(crm.connector, crm.dynamics);
  });
  afterAll(async () => crm?.close());

  it("whom Enginy exports becomes a contact of Wave at once, and what Enginy changes of her follows", async () => {
    const { crmId, lastName } = await exported("801");
    await inWave(lastName, "jobTitle", "Head of Purchasing");
    await put(crmId, { title: "Chief Buyer" });
    expect(rowOf(crmId).jobtitle).toBe("Chief Buyer");
    await inWave(lastName, "jobTitle", "Chief Buyer");
  });

  it("a preview says which system the value in Dynamics came from, and of what a person typed, nothing", async () => {
    const { crmId, lastName, waveId } = await exported("805");
    await inWave(lastName, "jobTitle", "Head of Purchasing");
    wave().update(waveId, { note: "Met in Lyon" });
    await until("the note", () => rowOf(crmId).description === "Met in Lyon");
    await crm.dynamics.as("seller", "PATCH", `contacts(${String(crmId)})`, {
      websiteurl: "https://acme.test",
    });
    const { result } = await operate(crm.dynamics, "wave_Preview", { ids: [String(crmId)] });
    const said = (column: string) =>
      result.records[0]!.fields!.find((field) => field.column === column)!.reasonText;
    expect(said("jobtitle")).toMatch(/The value in Dynamics came from Enginy \(.+\)\.$/);
    expect(said("description")).toMatch(/The value in Dynamics came from Wave \(.+\)\.$/);
    expect(said("websiteurl")).not.toContain("came from");
  });

  it("what Wave changes is answered to Enginy where its line goes both ways, and only there", async () => {
    const { crmId, id, lastName, waveId } = await exported("802");
    wave().update(waveId, { jobTitle: "Buyer at large" });
    await until("the row", () => rowOf(crmId).jobtitle === "Buyer at large");
    const ask = async () => {
      const { body } = await crm.call("POST", "/contacts/batch", { ids: [crmId] });
      return body.results[0]!.properties as Readonly<Record<string, unknown>>;
    };
    expect(await ask()).not.toHaveProperty("title");
    await crm.changeMapping("contact", ({ values }) => {
      const map = JSON.parse(String(values.wave_fieldmap)) as { lines: object[] };
      const lines = map.lines.map((line) => ({ ...line, direction: "both" }));
      return { wave_fieldmap: JSON.stringify({ ...map, lines }), wave_direction: Direction.Both };
    });
    expect(await ask()).toMatchObject({ title: "Buyer at large" });
    expect(contactOf(lastName)!.jobTitle).toBe("Buyer at large");
    expect(crm.enginy.contacts.get(id).jobTitle).toBe("Head of Purchasing");
  });

  it("what the other system brought later is the latest change, though it was written by us a moment after the row was made", async () => {
    const { crmId, id, lastName, waveId } = await exported("806");
    await inWave(lastName, "jobTitle", "Head of Purchasing");
    const waveMapping = crm
      .rows("wave_mapping")
      .find(({ values }) => String(values.wave_name).startsWith("Wave"))!;
    const setStatus = async (status: number) => {
      const change = { wave_mappingstatus: status };
      await crm.dynamics.as("admin", "PATCH", `wave_mappings(${waveMapping.id})`, change);
      await connectTo(crm.connector, crm.dynamics);
    };
    await setStatus(MappingStatus.Paused);
    wave().update(waveId, { jobTitle: "Typed first, in Wave" });
    const second = () => Math.floor(Date.now() / 1000);
    const before = second();
    // Times are compared by the second, as Dynamics keeps them.
    await until("the next second", () => second() > before);
    crm.enginy.contacts.update(id, { jobTitle: "Typed second, in Enginy" });
    await put(crmId, { title: "Typed second, in Enginy" });
    expect(rowOf(crmId).jobtitle).toBe("Typed second, in Enginy");
    await setStatus(MappingStatus.Active);
    await changedByComparing();
    await inWave(lastName, "jobTitle", "Typed second, in Enginy");
    expect(rowOf(crmId).jobtitle).toBe("Typed second, in Enginy");
  });

  it("a system writes no field that its mapping does not give to it", async () => {
    const { crmId, lastName } = await exported("803");
    await put(crmId, { linkedinUrl: "https://www.linkedin.com/in/another" });
    await put(crmId, { title: "Told last" });
    await inWave(lastName, "jobTitle", "Told last");
    expect(JSON.stringify(contactOf(lastName))).not.toContain("another");
  });

  it("the same in other words is no change: blanks at the end, capitals of an address", async () => {
    const { crmId, lastName } = await exported("804");
    await inWave(lastName, "jobTitle", "Head of Purchasing");
    await changedByComparing();
    const { updatedAt } = contactOf(lastName)!;
    await put(crmId, { title: "Head of Purchasing  ", email: "PERSON-804@ACME-804.test" });
    expect(await changedByComparing()).toBe(0);
    expect(contactOf(lastName)!.updatedAt).toBe(updatedAt);
    expect(rowOf(crmId).jobtitle).toBe("Head of Purchasing");
  });

  it("after all of that nothing is left to write, however often everything is compared", async () => {
    await changedByComparing();
    expect(await changedByComparing()).toBe(0);
    const [versions, contacts] = [crm.rows("contact").map(({ values }) => values.modifiedon), wave().all()];
    expect(await changedByComparing()).toBe(0);
    expect(crm.rows("contact").map(({ values }) => values.modifiedon)).toEqual(versions);
    expect(wave().all()).toEqual(contacts);
  });
});
