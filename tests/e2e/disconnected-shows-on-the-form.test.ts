import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("when Wave was disconnected", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
    const { world } = contact;
    await world.admin("POST", "/admin/disconnect", { dataverseUrl: world.url });
  });
  afterAll(() => contact?.close());

  it("the status says so, and the buttons do not offer what can never help", async () => {
    const { app, says } = contact;
    await app.see("disconnected", async () => {
      await app.page.reload();
      await says("Disconnected");
      const push = app.panel.getByRole("button", { name: "Sync to Wave" });
      expect(await push.getAttribute("aria-disabled")).toBe("true");
      await app.panel.getByText(/disconnected from Wave/).waitFor();
      expect(await app.panel.getByText(/Try again in a few minutes/).count()).toBe(0);
    });
  });
});
