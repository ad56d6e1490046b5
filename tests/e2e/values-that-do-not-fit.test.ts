import { generateContacts } from "../../local/samples";
import { World } from "../support/world";
import type { WebApi } from "../support/web-api";

describe("values that do not fit", () => {
  let world: World;
  let admin: WebApi;
  const contacts = generateContacts(60, 1);
  const longCompany = contacts.find((one) => (one.company ?? "").length > 49)!;
  const longNote = contacts.find((one) => (one.note ?? "").length > 2000)!;

  beforeAll(async () => {
    world = await World.synced({ contacts, events: false });
    admin = await world.as("admin");
  });
  afterAll(() => world?.close());

  it("a company is cut at 49 characters, as the seed says, and stays whole in Wave", async () => {
    const { company } = await admin.contactOf(longCompany.id, "company");
    expect(company).toBe(longCompany.company?.slice(0, 49));
    expect(world.wave.store.get(longCompany.id).company).toBe(longCompany.company);
  });

  it("cutting is not a change: a push writes nothing back", async () => {
    const { contactid } = await admin.contactOf(longCompany.id, "company");
    const { result } = await admin.sync("push", [String(contactid)]);
    expect(result?.counts).toMatchObject({ unchanged: 1 });
    expect(world.wave.store.get(longCompany.id)).toEqual(longCompany);
  });

  it("the preview says that the company would be cut, and to what", async () => {
    const company = "B".repeat(80);
    world.wave.store.update(longCompany.id, { company });
    const { contactid } = await admin.contactOf(longCompany.id, "company");
    const { result } = await admin.sync("preview", [String(contactid)]);
    const field = result?.records[0]?.fields?.find((one) => one.column === "company");
    expect(field).toMatchObject({ verdict: "writeDataverse", result: "B".repeat(49), cutTo: 49 });
    expect(field?.reasonText).toContain("49");
  });

  it("a note that is too long is left out, never cut, and reported", async () => {
    const row = await admin.contactOf(longNote.id, "description,firstname,jobtitle");
    expect(row.description).toBeNull();
    expect(row.firstname).toBe(longNote.firstName);

    const issues = await admin.list(
      `wave_issues?$select=wave_code,wave_message,wave_nextstep&$filter=wave_externalid eq '${longNote.id}'`,
    );
    expect(issues).toEqual([expect.objectContaining({ wave_code: "VALUE_TOO_LONG" })]);
    expect(issues[0]?.["wave_nextstep"]).toBeTruthy();
  });

  it("all other samples are imported as they are", async () => {
    const { counts } = (await world.status()).environments[0]!.lastRun!;
    expect(counts).toMatchObject({ created: contacts.length, failed: 0 });
  });
});
