import { Direction, MappingStatus } from "../../../../core/generated/schema";
import type { MappingLine } from "../../../../core/mapping/types";
import type { StoredRow } from "../../../../local/dataverse/contracts";
import { connectTo, runEnd, until } from "../../support/connector";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

const CHOICE = "preferredcontactmethodcode";

type Change = Partial<MappingLine> & Pick<MappingLine, "id">;

/**
 * Wave and Enginy share a row, and each value looks different in each of the three. What Dynamics makes of a value is no new change:
 * it reaches the other system once, and goes back to nobody.
 */
describe("a value that looks different on each side goes around once", () => {
  let crm: CustomCrm;
  const rowOf = (crmId: unknown) => crm.rows("contact").find(({ id }) => id === crmId)!.values;
  const inWave = (lastName: string) =>
    crm.dynamics.wave.store.all().find((contact) => contact.lastName === lastName);
  const put = (crmId: unknown, fields: object) =>
    crm.call("PUT", "/contacts", { contacts: [{ crmId, ...fields }] });
  const mappingOf = (system: "Wave" | "Enginy"): StoredRow =>
    crm
      .rows("wave_mapping")
      .find(
        ({ values }) => values.wave_systemobject === "contact" && String(values.wave_name).startsWith(system),
      )!;
  /** Sets lines of a system's mapping: new ones, and members of those that are there. Both ways, the newest change wins. */
  const setLines = async (system: "Wave" | "Enginy", lines: readonly Change[]) => {
    const { id, values } = mappingOf(system);
    const map = JSON.parse(String(values.wave_fieldmap)) as { lines: MappingLine[] };
    const kept = map.lines.filter((line) => !lines.some((each) => each.id === line.id));
    const base = { kind: "field", direction: "both", writeRule: "overwrite", conflict: "newest" };
    const changed = lines.map((line) => ({
      ...base,
      systemField: line.id,
      transformations: [],
      ...map.lines.find((each) => each.id === line.id),
      ...line,
    }));
    const change = {
      wave_fieldmap: JSON.stringify({ ...map, lines: [...kept, ...changed] }),
      wave_direction: Direction.Both,
      wave_mappingstatus: MappingStatus.Active,
    };
    expect(await crm.dynamics.as("admin", "PATCH", `wave_mappings(${id})`, change)).toMatchObject({
      status: 204,
    });
    // So that the connector knows it by the next call.
    if (system === "Wave") await connectTo(crm.connector, crm.dynamics);
    else await crm.changeMapping("contact", () => change);
  };
  /** Somebody whom Enginy has exported, by the time Wave has her. */
  const exported = async (name: string, fields: object, held: object) => {
    const { id, ...sent } = enginyContact(crm, name);
    crm.enginy.contacts.update(id, held);
    const contacts = [{ externalId: String(id), ...sent, ...fields }];
    const { body } = await crm.call("POST", "/contacts", { contacts });
    const lastName = String(sent.lastName);
    const contact = await until(`${lastName} in Wave`, () => inWave(lastName));
    const { crmId } = body.results[0]!;
    await until("her link", () => rowOf(crmId).externaluseridentifier);
    return { crmId, lastName, waveId: contact.id };
  };
  /** Compares everything of both systems twice: nobody is changed, in any of the three. */
  const expectRest = async (crmId: unknown) => {
    const state = () => [rowOf(crmId).modifiedon, crm.dynamics.wave.store.all(), crm.enginy.contacts.all()];
    const before = state();
    for (const system of ["Wave", "Enginy", "Wave", "Enginy"] as const) {
      const asked = { kind: "onDemand", environmentId: crm.environmentId, mappingId: mappingOf(system).id };
      const answer = await crm.connector.admin("/runs", asked);
      const { counts, status } = await runEnd(crm.connector, String(answer.body.runId));
      expect(status).toMatch(/^succeeded/);
      expect(counts).toMatchObject({ created: 0, updated: 0 });
    }
    expect(state()).toEqual(before);
  };

  beforeAll(async () => {
    crm = await startCustomCrm();
    await connectTo(crm.connector, crm.dynamics);
    const french: Partial<MappingLine> = { transformations: [{ kind: "phone", defaultCountry: "FR" }] };
    const words = (map: Readonly<Record<string, number>>): Partial<MappingLine> => ({
      transformations: [{ kind: "choice", by: "label", map }],
    });
    await setLines("Enginy", [
      { id: "jobTitle", column: "jobtitle", transformations: [{ kind: "cut", length: 100 }] },
      { id: "phones", column: "telephone1", ...french },
      { id: "linkedInHeadline", column: CHOICE, ...words({ "by mail": 2, "by telephone": 3 }) },
    ]);
    await setLines("Wave", [
      { id: "primaryPhone", column: "telephone1", ...french },
      { id: "city", column: CHOICE, ...words({ mail: 2, call: 3 }) },
    ]);
  });
  afterAll(async () => crm?.close());

  it("a text that the column cuts: Wave gets what Dynamics holds, and Enginy keeps its own", async () => {
    const title =
      "Head of Purchasing for everything between the Rhine and the Vistula, machines and spare parts included, until spring";
    const { crmId, lastName } = await exported("901", { title }, { jobTitle: title });
    const cut = String(rowOf(crmId).jobtitle);
    expect(title.startsWith(cut)).toBe(true);
    expect(cut.length).toBeLessThan(title.length);
    await until("the cut title in Wave", () => inWave(lastName)!.jobTitle === cut);
    await put(crmId, { title });
    await expectRest(crmId);
    expect(rowOf(crmId).jobtitle).toBe(cut);
  });

  it("a phone number in another format", async () => {
    const phone = "01 42 68 53 00";
    const { crmId, lastName } = await exported("902", { phone }, { phones: phone });
    const phoneInWave = () => inWave(lastName)!.phones[0]?.value;
    await until("her number in Wave", phoneInWave);
    const held = rowOf(crmId).telephone1;
    for (const written of ["+33 1 42 68 53 00", "0033142685300", "(01) 42.68.53.00"]) {
      await put(crmId, { phone: written });
      expect(rowOf(crmId).telephone1).toBe(held);
    }
    await expectRest(crmId);
    expect(phoneInWave()).toBe(held);
  });

  it("a choice that each side has a word of its own for", async () => {
    const { crmId, lastName, waveId } = await exported(
      "903",
      { linkedInHeadline: "by telephone" },
      { linkedInHeadline: "by telephone" },
    );
    await until("the choice in Wave", () => inWave(lastName)!.city === "call");
    expect(rowOf(crmId)[CHOICE]).toBe(3);
    crm.dynamics.wave.store.update(waveId, { city: "MAIL" });
    await until("the choice in Dynamics", () => rowOf(crmId)[CHOICE] === 2);
    const { body } = await crm.call("POST", "/contacts/batch", { ids: [crmId] });
    expect(body.results[0]!.properties).toMatchObject({ linkedInHeadline: "by mail" });
    await expectRest(crmId);
    expect(inWave(lastName)!.city).toBe("MAIL");
  });
});
