import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, seen, visit, type Visitor } from "./browser";
import type { World } from "./world";

/** The command bar's labels, as the solution's LocLabels have them. */
export type SyncCommand =
  "Sync to Wave" | "Sync from Wave" | "Sync now" | "Get latest values" | "Preview" | "Undo run" | "Run now";

/** The local Dynamics in a browser, in the words of somebody who looks at it. */
export class App {
  private constructor(
    private readonly browser: Browser,
    readonly visitor: Visitor,
    private readonly origin: string,
  ) {}

  static async open(world: World, user: "seller" | "admin"): Promise<App> {
    const browser = await launchBrowser();
    return new App(browser, await visit(browser, world.url, user), world.url);
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Opens a contact's form and waits until the panel knows its state. */
  openContact(id: string): Promise<void> {
    return this.openRecord("contact", id);
  }

  async openRecord(table: "contact" | "account", id: string): Promise<void> {
    await this.goTo(`pagetype=entityrecord&etn=${table}&id=${id}`);
    await this.panel.waitFor();
    await this.panel.getByText("Loading the sync status").waitFor({ state: "detached" });
  }

  async openContacts(view?: string): Promise<void> {
    await this.goTo("pagetype=entitylist&etn=contact");
    await this.grid.locator("tbody tr").first().waitFor();
    if (!view) return;
    await this.page.getByRole("button", { name: /Choose another view/ }).click();
    await this.page.getByRole("menuitemradio", { name: view }).click();
    await this.page.getByRole("button", { name: `${view}. Choose another view` }).waitFor();
  }

  goTo(query: string): Promise<unknown> {
    return this.page.goto(`${this.origin}/main.aspx?${query}`);
  }

  get panel(): Locator {
    return this.page.locator("[data-wave-panel]");
  }

  get grid(): Locator {
    return this.page.getByRole("grid").first();
  }

  /** The bars above the form or the page, where commands say what became of them. */
  get messages(): Locator {
    return this.page
      .getByRole("alert")
      .or(this.page.getByRole("status"))
      .or(this.page.locator("[data-global-notifications]"));
  }

  /** A field of the form, by its label. */
  field(label: string): Locator {
    return this.page.getByRole("textbox", { name: new RegExp(`^${label}`) }).first();
  }

  /** Presses a button of the command bar, wherever the space left puts it. */
  async command(name: SyncCommand | "Save"): Promise<void> {
    const button = this.page.getByRole("toolbar").getByRole("button", { name, exact: true });
    const more = this.page.getByRole("button", { name: "More commands" }).first();
    // Rules decide a moment after a selection; until then neither is there.
    await button.or(more).first().waitFor();
    if (!(await button.isVisible())) await more.click();
    await button
      .or(this.page.getByRole("menuitem", { name, exact: true }))
      .first()
      .click();
  }

  /** The commands that the command bar offers, those behind "More commands" included. */
  async commands(): Promise<string[]> {
    const bar = this.page.getByRole("toolbar").getByRole("button");
    await bar.first().waitFor();
    const names = await bar.allInnerTexts();
    const more = this.page.getByRole("button", { name: "More commands" }).first();
    if (!(await more.isVisible())) return names;
    await more.click();
    const items = this.page.getByRole("menuitem");
    await items.first().waitFor();
    names.push(...(await items.allInnerTexts()));
    await this.page.keyboard.press("Escape");
    return names;
  }

  /** Runs a test step; a failing one leaves a screenshot. */
  see<T>(name: string, test: () => Promise<T>): Promise<T> {
    return seen(this.visitor, name, test);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
