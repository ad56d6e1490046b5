import { SyncStatus } from "../../../core/generated/schema";
import { FrontWorld, line } from "../support/front-world";

// "Account sync logic" of Front's page about Dynamics 365, sentence by sentence.

/** Without the rule for names: "Allow duplicate names for accounts". */
const DUPLICATES_ALLOWED = JSON.stringify({
  version: 1,
  groups: [
    [{ systemField: "externalId", column: "accountid", comparison: "ignoreCase" }],
    [{ systemField: "domains", column: "websiteurl", comparison: "domain" }],
  ],
});

describe("Front's page about Dynamics 365: Account sync logic", () => {
  let world: FrontWorld;

  beforeAll(async () => {
    world = await FrontWorld.start();
  });
  afterAll(() => world?.close());

  it("a link is established by setting the externalId property on the Front account", async () => {
    const id = await world.account({ name: "Acme" });
    await world.run();
    expect(world.inFront(id).external_id).toBe(id);
    expect(world.linkOf(id)).toMatchObject({ wave_linkstatus: SyncStatus.InSync });
  });

  it("An existing Front account with this externalId is updated, whatever its name", async () => {
    const id = await world.account({ name: "By id", websiteurl: "by-id.com" });
    const { id: inFront } = world.front.create({ name: "Another name", external_id: id });
    await world.runAnew();
    expect(world.linkOf(id)!.wave_externalid).toBe(inFront);
    expect(world.front.get(inFront).name).toBe("By id");
  });

  it("Else one with at least one of the same email domains, before one of the same name", async () => {
    const byDomain = world.front.create({ name: "Elsewhere", domains: ["first.org", "by-domain.com"] });
    const byName = world.front.create({ name: "By domain" });
    const id = await world.account({ name: "By domain", websiteurl: "https://www.by-domain.com" });
    await world.runAnew();
    expect(world.linkOf(id)!.wave_externalid).toBe(byDomain.id);
    expect(world.front.get(byName.id)).toEqual(byName);
  });

  it("If it’s already linked to an existing account A, we skip syncing account B and log an error", async () => {
    const a = await world.account({ name: "Account A", websiteurl: "shared.com" });
    await world.run();
    const b = await world.account({ name: "Account B", websiteurl: "shared.com" });
    await world.run();
    expect(world.linkOf(b)).toBeUndefined();
    expect(world.inFront(a).name).toBe("Account A");
    expect(world.issuesOf(b)).toEqual(["LINK_TAKEN"]);
  });

  it("Unchecked, an existing account of the same case insensitive name is searched for", async () => {
    const { id: inFront } = world.front.create({ name: "CASE insensitive" });
    const id = await world.account({ name: "Case Insensitive" });
    await world.runAnew();
    expect(world.linkOf(id)!.wave_externalid).toBe(inFront);
  });

  it("If none is found, Front will create a new account and link it", async () => {
    const id = await world.account({ name: "Unheard of", websiteurl: "unheard-of.com" });
    await world.run();
    expect(world.inFront(id)).toMatchObject({ name: "Unheard of", external_id: id });
  });

  it("An account of Front that nobody in Dynamics has is left alone, and troubles nobody", async () => {
    const stranger = world.front.create({ name: "Nobody's" });
    const before = world.openIssues().length;
    await world.runAnew();
    expect(world.front.get(stranger.id)).toEqual(stranger);
    expect(world.openIssues()).toHaveLength(before);
    expect(world.dynamics.rows("account").map(({ values }) => values.name)).not.toContain("Nobody's");
  });

  it("If an account is deleted in Dynamics 365, it will stop syncing but the Front account will not be deleted", async () => {
    const id = await world.account({ name: "Deleted" });
    await world.run();
    const inFront = world.inFront(id);
    await world.ask("DELETE", `accounts(${id})`, undefined);
    await world.run();
    expect(world.front.get(inFront.id)).toEqual(inFront);
    const link = world.dynamics
      .rows("wave_link")
      .find(({ values }) => values.wave_externalid === inFront.id)!;
    expect(link.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
  });

  it("If two are merged in Dynamics 365, Front has both, and a person is told what to do about it", async () => {
    const master = await world.account({ name: "Merged, the master" });
    const loser = await world.account({ name: "Merged, the other" });
    await world.run();
    const [kept, lost] = [world.inFront(master), world.inFront(loser)];
    await world.ask("POST", "Merge", {
      Target: { "@odata.type": "Microsoft.Dynamics.CRM.account", accountid: master },
      Subordinate: { "@odata.type": "Microsoft.Dynamics.CRM.account", accountid: loser },
      PerformParentingChecks: false,
    });
    await world.run();
    expect(world.front.get(lost.id)).toEqual(lost);
    expect(world.linkOf(master)).toMatchObject({
      wave_externalid: kept.id,
      wave_linkstatus: SyncStatus.InSync,
    });
    const told = world.openIssues().find(({ wave_externalid: about }) => about === lost.id)!;
    expect(told.wave_code).toBe("MERGED_HERE_ONLY");
    expect(told.wave_nextstep).toMatch(/^In Front, merge the two/);
  });

  // From here on the mapping is changed, and Dynamics tells of changes again.
  it("This search is only performed if an email domain field is mapped", async () => {
    const { wave_fieldmap: before } = mapping();
    await world.map({ lines: [line("name", "name")] });
    const withDomain = world.front.create({ name: "Has the domain", domains: ["not-mapped.com"] });
    const id = await world.account({ name: "Not mapped", websiteurl: "not-mapped.com" });
    await world.runAnew();
    expect(world.linkOf(id)!.wave_externalid).not.toBe(withDomain.id);
    expect(world.inFront(id)).toMatchObject({ name: "Not mapped", domains: [] });
    await world.map({ more: { wave_fieldmap: before } });
  });

  it("Checked, Front will create a new account of the same name", async () => {
    const { wave_matchrules: before } = mapping();
    await world.map({ more: { wave_matchrules: DUPLICATES_ALLOWED } });
    const twins = [await world.account({ name: "Twins" }), await world.account({ name: "Twins" })];
    await world.run();
    expect(world.named("Twins").map(({ external_id: id }) => id)).toEqual(expect.arrayContaining(twins));
    await world.map({ more: { wave_matchrules: before } });
  });

  const mapping = () => world.dynamics.rows("wave_mapping").find((row) => row.id === world.mappingId)!.values;
});
