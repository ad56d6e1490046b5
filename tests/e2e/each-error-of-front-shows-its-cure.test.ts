import type { IssueCode } from "../../core/issues/codes";
import { describe as inWords } from "../../core/issues/describe";
import { App } from "../support/app";
import { newAccount, startWithFront } from "../support/front-world";
import { loseEvents } from "../support/lose-events";
import type { World } from "../support/world";

/** What a seller has before her, and what she does about it. */
interface Case {
  readonly code: IssueCode;
  readonly account: Readonly<Record<string, string>>;
  /** What else there is, before she pushes. */
  readonly before?: (world: World, app: App) => Promise<void>;
  readonly cure: (world: World, app: App) => Promise<void>;
  readonly domains: readonly string[];
}

const type = (label: string, text: string) => async (_world: World, app: App) => {
  await app.field(label).fill(text);
  await app.command("Save");
};
const front = (world: World) => world.dynamics.front.store;

const CASES: readonly Case[] = [
  {
    code: "DOMAIN_INVALID",
    account: { name: "Invalid", websiteurl: "nonsense" },
    cure: type("Website", "https://valid.com"),
    domains: ["valid.com"],
  },
  {
    code: "DOMAIN_COMMON",
    account: { name: "Common", websiteurl: "https://gmail.com" },
    cure: type("Website", "https://uncommon.com"),
    domains: ["uncommon.com"],
  },
  {
    code: "DOMAIN_TAKEN",
    account: { name: "Taken" },
    before: async (world, app) => {
      // Joined already: before, the other account would be taken for this one.
      await push(app);
      await says(app, "In sync");
      front(world).create({ name: "Has it", domains: ["taken.com"] });
      await type("Website", "https://taken.com")(world, app);
    },
    cure: type("Website", "https://free.com"),
    domains: ["free.com"],
  },
  {
    code: "NAME_TAKEN",
    account: { name: "same" },
    before: async (world, app) => {
      const here = app.page.url();
      await app.openRecord("account", await newAccount(world, { name: "Same" }));
      await push(app);
      await says(app, "In sync");
      await app.page.goto(here);
    },
    cure: type("Account name", "Not the same"),
    domains: [],
  },
  {
    code: "LINKED_ELSEWHERE",
    account: { name: "Elsewhere", websiteurl: "https://elsewhere.com" },
    before: async (world) => {
      front(world).create({ name: "Other", domains: ["elsewhere.com"], external_id: "0015g00000XyZ12AAF" });
    },
    cure: async (world) => {
      front(world).delete("alt:domain:elsewhere.com");
    },
    domains: ["elsewhere.com"],
  },
];

const push = (app: App) => app.panel.getByRole("button", { name: "Sync to Front", exact: true }).click();
const says = (app: App, words: string) => app.panel.getByText(words, { exact: true }).first().waitFor();

describe("a seller who pushes an account that Front does not take as it is", () => {
  let world: World;
  let app: App;
  beforeAll(async () => {
    world = await startWithFront();
    // What is synced is what she pushes.
    await loseEvents(world.dynamics);
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it.each(CASES)(
    "$code: is told what to do, and that cures it",
    async ({ code, account, before, cure, domains }) => {
      await app.see(code, async () => {
        const id = await newAccount(world, account);
        await app.openRecord("account", id);
        await before?.(world, app);
        await push(app);
        await says(app, "Needs attention");
        const { nextStep } = inWords({ code }, "en", { system: "Front" });
        await says(app, nextStep);
        // It is still there for whoever opens the account later.
        await app.page.reload();
        await says(app, nextStep);
        await cure(world, app);
        await push(app);
        await says(app, "In sync");
        expect(await app.panel.getByText(nextStep, { exact: true }).count()).toBe(0);
        expect(front(world).get(`alt:ext_id:${id}`).domains).toEqual(domains);
      });
    },
  );
});
