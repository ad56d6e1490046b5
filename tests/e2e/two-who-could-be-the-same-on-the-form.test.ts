import { contact, issue, IssueStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

/** While Wave is down, a seller types the same person twice, and the same person is made in Wave. */
describe("a seller whose two contacts could be one of Wave's", () => {
  let world: World;
  let app: App;
  let twins: readonly string[];
  let waveId: string;
  const person = { firstname: "Zwilling", lastname: "Zwei", emailaddress1: "zz@stage.example" };
  const open = async () =>
    (await world.as("seller")).list(
      `${issue.entitySet}?$filter=${issue.columns.code} eq 'MATCH_AMBIGUOUS' and ` +
        `${issue.columns.issuestatus} eq ${IssueStatus.Open}`,
    );

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(5, 1) });
    world.wave.faults.set({ down: "unavailable" });
    const seller = await world.as("seller");
    for (const jobtitle of ["Twin in Lyon", "Twin in Paris"])
      await seller.send("POST", contact.entitySet, { ...person, jobtitle });
    const { id } = world.wave.store.create({
      firstName: person.firstname,
      lastName: person.lastname,
      emails: [{ value: person.emailaddress1, primary: true }],
    });
    waveId = id;
    world.wave.faults.clear();
    const rows = await seller.list(
      `${contact.entitySet}?$select=contactid,jobtitle&$filter=emailaddress1 eq '${person.emailaddress1}'&$orderby=jobtitle`,
    );
    twins = rows.map((row) => String(row.contactid));
    await eventually("the issue in her own list", async () => (await open()).length === 1);
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const cards = () => app.panel.locator("[data-wave-several] [data-wave-record]");
  const press = (name: RegExp) => app.panel.getByRole("button", { name }).first().click();

  it.each([/^Preview/, /^Sync to/, /^Sync from/])(
    "is shown who it could be, whatever she presses: %s",
    (name) =>
      app.see(`several ${name.source}`, async () => {
        await app.openContact(twins[1]!);
        await press(name);
        await app.panel.getByText("2 records").first().waitFor();
        await cards().getByText("Twin in Lyon").waitFor();
        await cards().getByText("Twin in Paris").waitFor();
        expect(await app.panel.innerText()).not.toContain("UNEXPECTED");
        expect(await barriers(app.page)).toEqual([]);
      }),
  );

  it("finds it among her open issues", () =>
    app.see("several in her list", async () => {
      const [mine] = await open();
      await app.goTo("pagetype=entitylist&etn=wave_issue");
      await app.grid.locator(`tr[data-id="${String(mine![issue.primaryId])}"]`).waitFor();
    }));

  it("joins the two with one click, and the other one stays alone", () =>
    app.see("several joined", async () => {
      await app.openContact(twins[1]!);
      await press(/^Sync from/);
      await cards()
        .filter({ hasText: "Twin in Paris" })
        .getByRole("button", { name: /This is the same person/ })
        .click();
      await app.panel.getByText(waveId).first().waitFor();
      const seller = await world.as("seller");
      const [lyon, paris] = await Promise.all(
        twins.map((id) => seller.get(`${contact.entitySet}(${id})?$select=externaluseridentifier`)),
      );
      expect(paris?.externaluseridentifier).toBe(`wavecnct_${waveId}`);
      expect(lyon?.externaluseridentifier ?? null).toBeNull();
      await eventually("the issue to be resolved", async () => (await open()).length === 0);
      expect(app.visitor.errors).toEqual([]);
    }));
});
