import { mapping, MappingStatus } from "../../core/generated/schema";
import type { MappingLine } from "../../core/mapping/types";
import { SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { startWithEnginy } from "../support/enginy-world";
import { eventually } from "../support/eventually";
import type { World } from "../support/world";

const { columns, entitySet, lookups, primaryId } = mapping;
const VALUES = 'iframe[title="wave_/pages/values.html"]';

const line = (change: Partial<MappingLine> & Pick<MappingLine, "id" | "column">): MappingLine => ({
  kind: "field",
  direction: "toDataverse",
  writeRule: "overwrite",
  conflict: "system",
  transformations: [],
  ...change,
});

describe("a contact of Enginy's, on the form of a seller", () => {
  let world: World;
  let admin: App;
  let seller: App;
  let mappingId: string;
  let ines: number;
  const enginy = () => world.dynamics.enginy;
  const rowOf = async () => {
    const [link] = await (
      await world.as("admin")
    ).list(`wave_links?$select=wave_recordid&$filter=wave_externalid eq '${ines}'`);
    return link && String(link.wave_recordid);
  };

  beforeAll(async () => {
    world = await startWithEnginy();
    enginy().identities = [{ id: 1, name: "Ana Sender", email: "ana@workspace.example" }];
    const { id: companyId } = enginy().companies.create({ name: "Acme", domain: "acme.example" });
    ines = enginy().contacts.create({
      firstName: "Ines",
      lastName: "Vasseur",
      jobTitle: "Buyer",
      companyId,
    }).id;
    const api = await world.as("admin");
    const rows = await api.list(
      `${entitySet}?$select=${columns.fieldmap}&$filter=${columns.name} eq 'Enginy contacts'`,
    );
    mappingId = String(rows[0]![primaryId]);
    const { lines } = JSON.parse(String(rows[0]![columns.fieldmap])) as { lines: readonly MappingLine[] };
    const [her] = await api.list(
      `systemusers?$select=systemuserid&$filter=internalemailaddress eq '${SELLER_EMAIL}'`,
    );
    await api.update(`${entitySet}(${mappingId})`, {
      [`${lookups.defaultowner.nav}@odata.bind`]: `/systemusers(${String(her!.systemuserid)})`,
      [columns.fieldmap]: JSON.stringify({
        version: 1,
        lines: [
          ...lines,
          line({ id: "fair", kind: "manual", column: "department" }),
          line({
            id: "activities",
            kind: "campaign",
            systemField: "activities",
            column: "description",
          }),
        ],
      }),
      [columns.mappingstatus]: MappingStatus.Active,
    });
    admin = await App.open(world, "admin");
    seller = await App.open(world, "seller");
  });
  afterAll(async () => {
    await admin?.close();
    await seller?.close();
    await world?.close();
  });

  it("is there once an admin has switched the mapping on and run it from its form", () =>
    admin.see("enginy mapping run", async () => {
      await admin.goTo(`pagetype=entityrecord&etn=${mapping.logicalName}&id=${mappingId}`);
      await admin.command("Run now");
      await eventually("the contact", rowOf);
    }));

  it("shows in sync, and under which ID Enginy has it", () =>
    seller.see("enginy contact", async () => {
      await seller.openContact((await rowOf())!);
      await seller.panel.getByText("In sync", { exact: true }).waitFor();
      await seller.panel.getByText("ID in Enginy", { exact: true }).waitFor();
      await seller.panel.getByText(String(ines), { exact: true }).waitFor();
      expect(await seller.field("Job title").inputValue()).toBe("Buyer");
      expect(await seller.panel.getByRole("button", { name: "Sync to Enginy" }).count()).toBe(0);
    }));

  it("takes a value that is asked for when the seller syncs it", () =>
    seller.see("enginy manual value", async () => {
      enginy().contacts.update(ines, { jobTitle: "Head of Purchasing" });
      await seller.panel.getByRole("button", { name: "Sync from Enginy" }).click();
      const page = seller.page.frameLocator(VALUES);
      await page.getByLabel("Department").fill("Fair 2026");
      await page.getByRole("button", { name: /^(Pull|Sync)/ }).click();
      await eventually("both values", async () => {
        const row = await (
          await world.as("admin")
        ).list(`contacts?$select=jobtitle,department&$filter=contactid eq ${await rowOf()}`);
        return row[0]?.jobtitle === "Head of Purchasing" && row[0]?.department === "Fair 2026";
      });
    }));

  it("gets what a campaign knows within seconds of an email and its answer", () =>
    seller.see("enginy campaign", async () => {
      const { engagement } = enginy();
      const sent = engagement.send({
        contactId: ines,
        senderIdentityId: 1,
        type: "EMAIL",
        subject: "Pumps",
        content: "…",
        isAutosent: true,
      });
      engagement.reply(sent, "Tell me more");
      await eventually("the answer in Dynamics", async () => {
        const [row] = await (
          await world.as("admin")
        ).list(`contacts?$select=description&$filter=contactid eq ${await rowOf()}`);
        return String(row?.description).includes("EMAIL in: Re: Pumps");
      });
      await seller.openContact((await rowOf())!);
      await seller.panel.getByText("In sync", { exact: true }).waitFor();
      expect(await seller.field("Description").inputValue()).toContain("EMAIL in: Re: Pumps");
    }));

  it("opens in Enginy", () =>
    seller.see("enginy opened", async () => {
      const [page] = await Promise.all([
        seller.page.waitForEvent("popup"),
        seller.panel.getByRole("link", { name: "Open in Enginy" }).click(),
      ]);
      await page.getByRole("heading", { name: "Ines Vasseur" }).waitFor();
      await page.close();
      expect(seller.visitor.errors).toEqual([]);
    }));
});
