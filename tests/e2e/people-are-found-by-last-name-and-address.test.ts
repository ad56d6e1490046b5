import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import { SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { World } from "../support/world";

const at = "2026-01-05T08:00:00.000Z";
const person = (id: string, firstName: string, lastName: string, email: string): WaveContact => ({
  ...EMPTY_CONTACT,
  id,
  firstName,
  lastName,
  emails: [{ value: email, primary: true }],
  assignedTo: { email: SELLER_EMAIL },
  createdAt: at,
  updatedAt: at,
});

describe("looking for somebody", () => {
  let world: World;
  let app: App;

  beforeAll(async () => {
    world = await World.synced({
      contacts: [
        person("w1", "Inès", "Vasseur", "ines@example.test"),
        person("w2", "Amelia", "O'Connor", "amelia@example.test"),
        person("w3", "Jörg", "Müller", "joerg@other.example"),
      ],
      events: false,
    });
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const names = async () => (await app.grid.locator("tbody tr").allInnerTexts()).map((row) => row.trim());
  const search = async (text: string) => {
    const box = app.page.getByRole("searchbox", { name: "Search Contacts" });
    await box.fill(text);
    await box.press("Enter");
  };

  it.each([
    ["her last name", "Vasseur", "Inès Vasseur"],
    ["a last name with a quote in it", "O'Conn", "Amelia O'Connor"],
    ["the beginning of her address", "joerg@", "Jörg Müller"],
    ["her first name", "amel", "Amelia O'Connor"],
  ])("in the list, by %s", (_by, text, found) =>
    app.see(`search ${text}`, async () => {
      await app.openContacts();
      await search(text);
      await app.grid.locator("tbody tr").filter({ hasText: found }).waitFor();
      await app.page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      expect(await names()).toEqual([expect.stringContaining(found)]);
    }),
  );

  it("at the top, over the list: what is found can be clicked", () =>
    app.see("search at the top", async () => {
      await app.openContacts();
      await app.page.getByRole("combobox", { name: "Search" }).fill("Vass");
      // A click fails where something else lies over it.
      await app.page.getByRole("option", { name: /Inès Vasseur/ }).click();
      await app.panel.waitFor();
      expect(await app.page.title()).toContain("Inès Vasseur");
    }));

  it("left no script error behind", () => expect(app.visitor.errors).toEqual([]));
});
