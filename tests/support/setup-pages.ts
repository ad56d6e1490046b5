import type { Frame, Locator } from "playwright-core";
import type { App } from "./app";
import { barriers, type Barrier } from "./axe";

/** The set-up pages within the app, in the words of somebody who looks at them. */
export class SetupPages {
  private constructor(
    private readonly app: App,
    readonly frame: Frame,
  ) {}

  /** Opens them as the navigation does; `route` is what stands behind the hash, e.g. "/issues". */
  static async open(app: App, route = ""): Promise<SetupPages> {
    const data = route ? `&data=${encodeURIComponent(route)}` : "";
    await app.goTo(`pagetype=webresource&webresourceName=wave_/pages/setup.html&passparams=1${data}`);
    const element = await app.page.waitForSelector("iframe[title='wave_/pages/setup.html']");
    const frame = (await element.contentFrame())!;
    await frame.getByRole("heading", { level: 1 }).waitFor();
    return new SetupPages(app, frame);
  }

  /** A card, by its heading. */
  card(name: string): Locator {
    return this.frame.getByRole("region", { name, exact: true });
  }

  heading(name: string): Locator {
    return this.frame.getByRole("heading", { level: 1, name });
  }

  /** What axe finds on the page as it is now; a moment later than what was waited for, since colours fade in. */
  async barriers(): Promise<readonly Barrier[]> {
    await this.app.page.waitForTimeout(300);
    // While a colour fades into another, contrast is what neither of them has.
    await this.frame.waitForFunction(() =>
      document.getAnimations().every((each) => !(each instanceof CSSTransition)),
    );
    return barriers(this.frame);
  }

  /** The browser's Back, which walks through the pages within the frame. */
  async back(): Promise<void> {
    await this.frame.evaluate(() => window.history.back());
  }

  /** Waits until nothing sticks out at the side. */
  async fits(): Promise<void> {
    await this.frame.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  }
}
