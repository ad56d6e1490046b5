import { eventually } from "../support/eventually";
import { barriers } from "../support/axe";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("on an open form", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("what is saved is on its way, then in Wave, by itself", async () => {
    const { app, saveJobTitle, says, waveId, world } = contact;
    await app.see("arrives", async () => {
      await says("In sync");
      // Wave takes its time, so that the way there can be seen.
      world.wave.faults.set({ latency: 1_500 });
      await saveJobTitle("Head of Arrivals");
      await says("Sending to Wave…");
      expect(await barriers(app.page)).toEqual([]);
      await app.panel.locator("[data-wave-arrived]", { hasText: /^In Wave, \d+(\.\d)? s$/ }).waitFor();
      world.wave.faults.clear();
      await says("In sync");
      expect(world.wave.store.get(waveId).jobTitle).toBe("Head of Arrivals");
    });
  });

  it("what changes in Wave is in the form without a reload, named, and Show leads to it", async () => {
    const { app, waveId, world } = contact;
    await app.see("comes", async () => {
      world.wave.store.update(waveId, { jobTitle: "Changed over there" });
      const news = app.panel.getByText("Changed in Wave: Job Title");
      await news.first().waitFor();
      await eventually(
        "the form to show it",
        async () => (await app.field("Job title").inputValue()) === "Changed over there",
      );
      await contact.says("In sync");
      expect(await barriers(app.page)).toEqual([]);
      await app.panel.getByRole("button", { name: "Show" }).click();
      await eventually("the keyboard to be there", () =>
        app.field("Job title").evaluate((field) => field === document.activeElement),
      );
      await news.first().waitFor({ state: "detached" });
    });
  });

  it("while nothing happens, a look is one request, answered in no more than a status", async () => {
    const { app } = contact;
    await app.see("idle", async () => {
      const looks: string[] = [];
      app.page.on("response", (response) => {
        if (response.url().includes("/api/data/"))
          looks.push(`${response.request().method()} ${response.status()}`);
      });
      // One in four sees to connections and issues as well.
      await eventually(
        "two looks that find nothing new",
        () => looks.filter((each) => each === "GET 304").length > 1,
      );
      expect(looks.length).toBeLessThan(4);
      expect(looks.filter((each) => each !== "GET 304" && each !== "POST 200")).toEqual([]);
    });
  });
});
