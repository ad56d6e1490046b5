import { randomUUID } from "node:crypto";
import { SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { startWithMail } from "../support/mail-world";
import type { World } from "../support/world";

const ADA = { email: "ada@acme.example", name: "Ada Acme" };
const SALES = { email: SELLER_EMAIL, name: "Sales One" };
const STRANGER = { email: "nobody@elsewhere.example", name: "Nobody Known" };

describe("an email, on the timeline of the contact it is about", () => {
  let world: World;
  let seller: App;
  let adaId: string;
  let first: string | null;
  const timeline = () => seller.page.locator("[data-timeline]");
  const entries = () => timeline().getByRole("listitem");
  const card = () => seller.page.locator("[data-wave-mail]");
  const post = () => world.dynamics.nylas.post;
  /** What the timeline shows, for somebody who reads it anew until it is there. */
  const shows = (count: number) =>
    eventually(`${count} on the timeline`, async () => {
      await timeline().getByRole("button", { name: "Refresh the timeline" }).click();
      return (await entries().count()) === count;
    });
  const openEmail = () => seller.page.getByRole("tab", { name: "Email", exact: true }).click();
  const findOut = async (address: string) => {
    await card().getByRole("textbox", { name: "Address" }).fill(address);
    await card().getByRole("button", { name: "Find out why" }).click();
    await card()
      .getByRole("heading", { name: `Email: ${address}` })
      .waitFor();
  };

  beforeAll(async () => {
    world = await startWithMail();
    adaId = randomUUID();
    const api = await world.as("seller");
    await api.send("POST", "contacts", {
      ...{ contactid: adaId, firstname: "Ada", lastname: "Acme" },
      emailaddress1: ADA.email,
    });
    seller = await App.open(world, "seller");
  });
  afterAll(async () => {
    await seller?.close();
    await world?.close();
  });

  it("is there within seconds of being sent, with its people", () =>
    seller.see("email on a timeline", async () => {
      await seller.openContact(adaId);
      await timeline().getByText("No activities yet").waitFor();
      first = post().send({
        from: ADA,
        to: [SALES],
        subject: "Quote for pumps",
        body: "<p>How much are <b>two</b>?</p>",
      });
      await shows(1);
      const entry = entries().filter({ hasText: "Quote for pumps" });
      await entry.getByText("Completed").waitFor();
      expect(await entry.innerText()).toMatch(/Ada Acme → /);
    }));

  it("the card tells which mailboxes are read, and how many are logged", () =>
    seller.see("card of emails", async () => {
      await openEmail();
      await card().getByText(SELLER_EMAIL).first().waitFor();
      await card().getByText("1 email on the timeline.").waitFor();
      expect(await barriers(seller.page, "[data-wave-mail]")).toEqual([]);
    }));

  it("'not here?' answers for one that is not logged: nobody knows who wrote it", () =>
    seller.see("why an email is not here", async () => {
      post().send({ from: STRANGER, to: [SALES], subject: "Newsletter", body: "<p>News</p>" });
      await eventually("the decision about the stranger's", async () => {
        await findOut(STRANGER.email);
        return (await card().locator('[data-wave-outcome="skipped"]').count()) === 1;
      });
      const found = card().locator('[data-wave-outcome="skipped"]');
      expect(await found.innerText()).toContain(`received in ${SELLER_EMAIL}`);
    }));

  it("a conversation that is made private leaves the timeline, and its next email stays away", () =>
    seller.see("private conversation", async () => {
      await findOut(ADA.email);
      await card().locator("[data-wave-private]").click();
      await seller.page.getByRole("dialog").getByRole("button", { name: "Never log this thread" }).click();
      await card().locator("[data-wave-changed]").waitFor();
      await card().getByText("No email is on the timeline yet.").waitFor();
      post().send({
        ...{ from: SALES, to: [ADA], subject: "Re: Quote for pumps", body: "<p>Ten each.</p>" },
        answers: first!,
      });
      await eventually("the decision about the answer", async () => {
        await findOut(ADA.email);
        return (await card().locator('[data-wave-outcome="skipped"]').count()) === 2;
      });
      await seller.openContact(adaId);
      await timeline().getByText("No activities yet").waitFor();
    }));
});
