import { mapping, MappingStatus } from "../../core/generated/schema";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { startWithEnginy } from "../support/enginy-world";
import { eventually } from "../support/eventually";
import type { World } from "../support/world";

const { columns, entitySet, lookups, primaryId } = mapping;
const [ROBIN] = SAMPLE_OWNERS;
const SELLER = 1;
const COLLEAGUE = 2;

describe("a campaign of Enginy's, on the timeline of a contact", () => {
  let world: World;
  let seller: App;
  let contactId: string;
  let ines: number;
  let campaignId: number;
  const enginy = () => world.dynamics.enginy;
  const timeline = () => seller.page.locator("[data-timeline]");
  const entries = () => timeline().getByRole("listitem");
  /** What the timeline shows, for somebody who reads it anew until it is there. */
  const shows = (what: string, count: number) =>
    eventually(what, async () => {
      await timeline().getByRole("button", { name: "Refresh the timeline" }).click();
      return (await entries().count()) === count;
    });
  const entry = (text: string) => entries().filter({ hasText: text });
  const step = async () => {
    enginy().campaigns.step(campaignId);
    await enginy().crm.idle();
  };

  beforeAll(async () => {
    world = await startWithEnginy();
    const api = await world.as("admin");
    const [her] = await api.list(
      `systemusers?$select=systemuserid&$filter=internalemailaddress eq '${SELLER_EMAIL}'`,
    );
    for (const row of await api.list(`${entitySet}?$select=${primaryId}`))
      await api.update(`${entitySet}(${String(row[primaryId])})`, {
        [`${lookups.defaultowner.nav}@odata.bind`]: `/systemusers(${String(her!.systemuserid)})`,
        [columns.mappingstatus]: MappingStatus.Active,
      });
    enginy().identities = [
      { id: SELLER, name: "Ana Sender", email: SELLER_EMAIL },
      { id: COLLEAGUE, name: "Robin Keller", email: ROBIN!.email },
    ];
    const { id: companyId } = enginy().companies.create({ name: "Acme", domain: "acme.example" });
    ines = enginy().contacts.create({
      ...{ firstName: "Ines", lastName: "Vasseur", jobTitle: "Buyer", companyId },
      professionalEmail: "ines@acme.example",
      linkedInProfileUrl: "https://www.linkedin.com/in/ines-vasseur",
    }).id;
    const crm = await world.admin<{ url: string; key: string }>("POST", "/admin/system-keys", {
      system: "enginy",
    });
    await enginy().crm.connect({
      ...{ baseUrl: crm.url, apiKey: crm.key, apiKeyHeader: "X-API-Key" },
      ...{ contactLinkTemplate: null, companyLinkTemplate: null },
    });
    // The connector notices within seconds that the mappings were switched on.
    contactId = await eventually("the contact in Dynamics", async () => {
      await enginy().crm.export([ines]);
      return enginy().contacts.get(ines).contactCRMId ?? undefined;
    });
    campaignId = enginy().campaigns.create({
      name: "Pumps in autumn",
      identityIds: [SELLER],
      likelihood: { opened: 0, clicked: 0, replied: 0, accepted: 1 },
      steps: [
        { type: "email", subject: "Pumps", content: "<p>Hello Ines,<br>do you still need <b>pumps</b>?</p>" },
        { type: "linkedin_connection" },
        { type: "linkedin_message", content: "Nice to meet you here." },
        { type: "linkedin_inmail", subject: "Our fair", content: "Come and see us at the fair." },
        { type: "task", taskType: "call", title: "Call Ines before the fair" },
      ],
    }).id;
    enginy().campaigns.enrol(campaignId, [ines]);
    seller = await App.open(world, "seller");
  });
  afterAll(async () => {
    await seller?.close();
    await world?.close();
  });

  it("fills while one watches: a mail, an invitation and its answer, a message, an InMail, a task", () =>
    seller.see("timeline of a campaign", async () => {
      await seller.openContact(contactId);
      await timeline().getByText("No activities yet").waitFor();
      await step();
      await shows("the mail", 1);
      await entry("do you still need pumps?").getByText("Completed").waitFor();
      for (let at = 0; at < 6; at++) await step();
      await shows("everything", 6);
      expect(await entry("Social message").count()).toBe(4);
      await entry("Come and see us at the fair.").waitFor();
      await entry("Call Ines before the fair").getByText("Open", { exact: true }).waitFor();
      await seller.panel.getByText("In sync", { exact: true }).waitFor();
    }));

  it("shows the mapped user as the author, and who wrote to whom", () =>
    seller.see("author of an activity", async () => {
      const mail = entry("do you still need pumps?");
      const { fullname } = await me();
      expect(await mail.innerText()).toMatch(
        new RegExp(`Email · ${fullname} · .*\n${fullname} → Ines Vasseur`),
      );
      const [row] = await (
        await world.as("admin")
      ).list(
        `emails?$select=_createdby_value,_ownerid_value&$filter=_regardingobjectid_value eq ${contactId}`,
      );
      const { systemuserid } = await me();
      expect([row!._createdby_value, row!._ownerid_value]).toEqual([systemuserid, systemuserid]);
    }));

  it("opens a message on its own form", () =>
    seller.see("social message", async () => {
      await entry("Nice to meet you here.").getByRole("link").click();
      await seller.field("Message").waitFor();
      expect(await seller.field("Channel").inputValue()).toBe("LinkedIn message");
      expect(await seller.field("Message").inputValue()).toBe("Nice to meet you here.");
      await seller.openContact(contactId);
    }));

  it("logs nothing for a colleague who may not, and the panel says why and what to do", () =>
    seller.see("activity refused", async () => {
      await withoutRoles(ROBIN!.email);
      const { engagement } = enginy();
      const by = { contactId: ines, senderIdentityId: COLLEAGUE, type: "LINKEDIN" as const, campaignId };
      engagement.send({ ...by, content: "Robin says hello.", isAutosent: true });
      await enginy().crm.idle();
      await seller.openContact(contactId);
      await seller.panel.getByText(/isn't allowed to log an activity/).waitFor();
      await shows("what was there before", 6);
      expect(await entry("Robin says hello.").count()).toBe(0);
      expect(seller.visitor.errors).toEqual([]);
    }));

  async function me() {
    const [row] = await (
      await world.as("admin")
    ).list(`systemusers?$select=systemuserid,fullname&$filter=internalemailaddress eq '${SELLER_EMAIL}'`);
    return row as { readonly systemuserid: string; readonly fullname: string };
  }

  /** Takes all roles from a user, as an admin who moves her to another job. */
  async function withoutRoles(email: string): Promise<void> {
    const { kernel } = world.dynamics.platform.dataverse;
    const [user] = await (
      await world.as("admin")
    ).list(`systemusers?$select=systemuserid&$filter=internalemailaddress eq '${email}'`);
    await kernel.together(async (tx) => {
      for (const { id } of tx.findBy("systemuserroles", "systemuserid", String(user!.systemuserid)))
        tx.remove("systemuserroles", id);
    });
  }
});
