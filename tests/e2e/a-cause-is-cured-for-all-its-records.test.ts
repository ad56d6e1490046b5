import { IssueStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { ownersWho } from "../../local/samples/owners";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

const [LEFT] = ownersWho("disabled");
const HERS = 40;

/** "alex.lindqvist is disabled: 40 contacts. Hand them to …" */
describe("issues by cause", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;

  beforeAll(async () => {
    const contacts = generateContacts(80, 1).map((contact, at) => ({
      ...contact,
      assignedTo: { email: at >= 80 - HERS ? LEFT!.email : ownersWho("enabled")[0]!.email },
    }));
    world = await World.synced({ contacts });
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const open = async (code: string) =>
    (await world.as("admin")).list(
      `wave_issues?$select=wave_cause&$expand=wave_Contact($select=_ownerid_value,fullname)&$filter=wave_issuestatus eq ${IssueStatus.Open} and wave_code eq '${code}'`,
    );
  const hers = () => pages.card(`Owner is disabled: ${LEFT!.email}`);

  it("tells what is open by cause, the most frequent first, with what to do", () =>
    app.see("issues by cause", async () => {
      const issues = await open("OWNER_DISABLED");
      expect(issues.length).toBeGreaterThan(30);
      expect(new Set(issues.map((each) => each.wave_cause))).toEqual(new Set([LEFT!.email]));
      pages = await SetupPages.open(app, "/issues");
      await hers().getByText(`${issues.length} issues · Wave contacts`).waitFor();
      expect(await pages.frame.getByRole("heading", { level: 2 }).first().textContent()).toBe(
        `Owner is disabled: ${LEFT!.email}`,
      );
      await hers().getByText("What to do:").waitFor();
      expect(await pages.barriers()).toEqual([]);
    }));

  it("shows the records of a cause, each with the way to its form", () =>
    app.see("records of a cause", async () => {
      const [issue] = await open("OWNER_DISABLED");
      await hers().getByRole("button", { name: "Details" }).click();
      const rows = hers().getByRole("list", { name: "Details" }).getByRole("listitem");
      await rows.first().waitFor();
      expect(await rows.count()).toBe(25);
      await hers()
        .getByRole("button", { name: /^Show more/ })
        .click();
      await eventually(
        "all of them",
        async () => (await rows.count()) === (await open("OWNER_DISABLED")).length,
      );
      const { fullname, contactid } = issue!.wave_Contact as { fullname: string; contactid: string };
      const link = hers().getByRole("link", { name: fullname, exact: true }).first();
      expect(await link.getAttribute("href")).toContain(`etn=contact&id=${contactid}`);
      expect(await pages.barriers()).toEqual([]);
      await hers().getByRole("button", { name: "Details" }).click();
    }));

  it("a try without a cure leaves it open, and says so", () =>
    app.see("cause tried in vain", async () => {
      const { length } = await open("OWNER_DISABLED");
      await hers()
        .getByRole("button", { name: `Try all ${length} again` })
        .click();
      await hers().getByText(`${length} still need attention.`).waitFor();
      expect(await open("OWNER_DISABLED")).toHaveLength(length);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("hands all of them to somebody else with one click: she owns them, and the cause is gone", () =>
    app.see("cause cured", async () => {
      const admin = await world.as("admin");
      const before = await open("OWNER_DISABLED");
      await hers().getByRole("button", { name: "Hand over…" }).click();
      await hers().getByRole("combobox", { name: "Who gets the records" }).click();
      await hers()
        .getByRole("option", { name: /Robin Keller/ })
        .click();
      expect(await pages.barriers()).toEqual([]);
      await hers()
        .getByRole("button", { name: `Hand over ${before.length} records` })
        .click();
      await pages.frame.getByText(`${before.length} of ${before.length} are settled.`).waitFor();
      await hers().waitFor({ state: "detached" });
      expect(await open("OWNER_DISABLED")).toEqual([]);
      const [robin] = await admin.list("systemusers?$select=systemuserid&$filter=fullname eq 'Robin Keller'");
      const owners = await Promise.all(
        before.map(async (issue) => {
          const { contactid } = issue.wave_Contact as { contactid: string };
          const [row] = await admin.list(`contacts?$select=_ownerid_value&$filter=contactid eq ${contactid}`);
          return row!._ownerid_value;
        }),
      );
      expect(new Set(owners)).toEqual(new Set([robin!.systemuserid]));
      expect(await pages.barriers()).toEqual([]);
    }));

  it("saves what is open as a file", () =>
    app.see("issues exported", async () => {
      const download = app.page.waitForEvent("download");
      await pages.frame.getByRole("button", { name: "Export" }).click();
      expect((await download).suggestedFilename()).toBe("wave-sync-issues.csv");
    }));

  it("leaves records alone only after it has asked", () =>
    app.see("left alone", async () => {
      const card = pages.frame.locator("section.ws-card").last();
      const title = await card.getByRole("heading", { level: 2 }).textContent();
      await card.getByRole("button", { name: "Leave alone" }).click();
      await card.getByText(/will no longer sync/).waitFor();
      expect(await pages.barriers()).toEqual([]);
      await card.getByRole("button", { name: "Stop syncing them" }).click();
      await pages.frame.getByText(/are left alone/).waitFor();
      await pages.card(title!).waitFor({ state: "detached" });
    }));

  it("is complete at 390 px, and in the dark", () =>
    app.see("issues narrow and dark", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
    }));
});
