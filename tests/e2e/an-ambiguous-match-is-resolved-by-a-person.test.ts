import { randomUUID } from "node:crypto";
import { issue, IssueStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

describe("a contact of Wave could be two in Dynamics", () => {
  let world: World;
  let app: App;
  let issueId: string;
  const contacts = generateContacts(20, 1);
  const wave = contacts.find((one) => one.firstName && one.lastName && one.emails[0])!;
  const twins = [
    { id: randomUUID(), jobtitle: "Twin in Lyon" },
    { id: randomUUID(), jobtitle: "Twin in Paris" },
  ] as const;
  const open = async () =>
    (await world.as("admin")).list(
      `${issue.entitySet}?$filter=${issue.columns.code} eq 'MATCH_AMBIGUOUS' and ` +
        `${issue.columns.issuestatus} eq ${IssueStatus.Open}`,
    );

  beforeAll(async () => {
    world = await World.start({ contacts });
    const admin = await world.as("admin");
    for (const { id, jobtitle } of twins) {
      const named = { firstname: wave.firstName, lastname: wave.lastName, jobtitle };
      await admin.send("POST", "contacts", { contactid: id, emailaddress1: wave.emails[0]!.value, ...named });
    }
    await world.connect();
    await world.firstImport();
    issueId = String((await open())[0]?.[issue.primaryId]);
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });
  const card = (name: string) => app.page.locator("[data-wave-issue] [data-wave-record]", { hasText: name });

  it("neither is guessed, and it stands among the open issues", () =>
    app.see("ambiguous in the list", async () => {
      expect(await open()).toHaveLength(1);
      await app.goTo("pagetype=entitylist&etn=wave_issue");
      await app.grid.locator(`tr[data-id="${issueId}"]`).waitFor();
      await app.page.getByRole("button", { name: "Open issues. Choose another view" }).waitFor();
    }));

  it("the issue shows the person of Wave, and both contacts with what tells them apart", () =>
    app.see("ambiguous shown", async () => {
      await app.goTo(`pagetype=entityrecord&etn=wave_issue&id=${issueId}`);
      await card("Twin in Paris").waitFor();
      await card("Twin in Lyon").waitFor();
      const link = app.page.locator("[data-wave-issue]").getByRole("link", { name: /Open in Wave/ });
      expect(await link.getAttribute("href")).toContain(wave.id);
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("one click joins it with the right one, and leaves the other alone", () =>
    app.see("ambiguous decided", async () => {
      await card("Twin in Paris")
        .getByRole("button", { name: /This is the same person/ })
        .click();
      await app.page.locator("[data-wave-ended]").waitFor();
      const admin = await world.as("admin");
      const [lyon, paris] = await Promise.all(
        twins.map(({ id }) => admin.get(`contacts(${id})?$select=externaluseridentifier`)),
      );
      expect(paris?.externaluseridentifier).toBe(`wavecnct_${wave.id}`);
      expect(lyon?.externaluseridentifier ?? null).toBeNull();
      await eventually("the issue to be resolved", async () => (await open()).length === 0);
    }));

  it("who opens it afterwards sees that nothing is left to do", () =>
    app.see("ambiguous resolved", async () => {
      await app.goTo(`pagetype=entityrecord&etn=wave_issue&id=${issueId}`);
      await app.page.getByText("This issue is resolved. You don't need to do anything.").first().waitFor();
      expect(await app.page.getByRole("button", { name: /This is the same person/ }).count()).toBe(0);
      expect(app.visitor.errors).toEqual([]);
    }));
});
