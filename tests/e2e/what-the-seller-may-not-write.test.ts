import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { World } from "../support/world";
import type { WebApi } from "../support/web-api";

describe("what the seller may not write, she cannot write through us", () => {
  let world: World;
  let seller: WebApi;
  const contacts = generateContacts(60, 1);
  const hers = contacts.find((one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle)!;
  const others = contacts.find(
    (one) => one.assignedTo?.email === "robin.keller@contoso.example" && one.jobTitle,
  )!;

  beforeAll(async () => {
    world = await World.synced({ contacts, events: false });
    seller = await world.as("seller");
  });
  afterAll(() => world?.close());

  const idOf = async (waveId: string) => String((await seller.contactOf(waveId, "jobtitle")).contactid);
  const jobOf = async (waveId: string) => (await seller.contactOf(waveId, "jobtitle")).jobtitle;

  it("Dynamics itself lets her read a colleague's contact, and not change it", async () => {
    const id = await idOf(others.id);
    await expect(seller.update(`contacts(${id})`, { jobtitle: "Hijacked" })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("a pull does not change a colleague's contact for her, and says why", async () => {
    world.wave.store.update(others.id, { jobTitle: "Changed in Wave" });
    const { result } = await seller.sync("pull", [await idOf(others.id)]);
    expect(result?.records[0]).toMatchObject({ outcome: "failed", problem: { code: "RECORD_NOT_WRITABLE" } });
    expect(await jobOf(others.id)).toBe(others.jobTitle);
  });

  it("a pull changes her own, as her", async () => {
    world.wave.store.update(hers.id, { jobTitle: "Changed in Wave" });
    const { result } = await seller.sync("pull", [await idOf(hers.id)]);
    expect(result?.counts).toMatchObject({ updated: 1 });
    const [me] = world.dynamics.platform.dataverse
      .rows("systemuser")
      .filter((row) => row.values["internalemailaddress"] === SELLER_EMAIL);
    const row = await seller.get(`contacts(${await idOf(hers.id)})?$select=jobtitle,_modifiedby_value`);
    expect(row).toMatchObject({ jobtitle: "Changed in Wave", _modifiedby_value: me?.id });
  });

  it("of several, hers are done and the others told apart", async () => {
    world.wave.store.update(hers.id, { jobTitle: "Again" });
    world.wave.store.update(others.id, { jobTitle: "Again" });
    const { result } = await seller.sync("pull", [await idOf(hers.id), await idOf(others.id)]);
    expect(result?.counts).toMatchObject({ updated: 1, failed: 1 });
    expect([await jobOf(hers.id), await jobOf(others.id)]).toEqual(["Again", others.jobTitle]);
  });

  it("she cannot write our tables by hand", async () => {
    const [link] = world.dynamics.platform.dataverse.rows("wave_link");
    await expect(seller.update(`wave_links(${link!.id})`, { wave_externalid: "x" })).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      seller.send("POST", "wave_connections", { wave_name: "Mine", wave_system: 628140000 }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(seller.list("wave_usermappings")).rejects.toMatchObject({ status: 403 });
  });

  it("she cannot read another person's operations", async () => {
    const admin = await world.as("admin");
    const { id } = await admin.sync("preview", [await idOf(hers.id)]);
    await expect(seller.get(`wave_operations(${id})`)).rejects.toMatchObject({ status: 403 });
  });

  it("somebody without a role of ours cannot call at all", async () => {
    const { dataverse } = world.dynamics.platform;
    const [role] = dataverse.rows("role").filter((row) => row.values["name"] === "Wave Sync User");
    const assignments = dataverse.rows("systemuserroles").filter((row) => row.values["roleid"] === role?.id);
    const id = await idOf(hers.id);
    await dataverse.kernel.store.transaction(async (tx) => {
      for (const assignment of assignments) tx.remove("systemuserroles", assignment.id);
    });
    await expect(seller.sync("push", [id])).rejects.toMatchObject({ status: 403 });
  });
});
