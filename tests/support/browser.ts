import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";

/** Where a failing test leaves what it saw. */
const SCREENSHOTS = path.resolve(__dirname, "../../out/e2e");

/** A page that has not shown something by then never will, however slow the machine is. */
const PATIENCE_MS = 120_000;

/**
 * Chromium as a person has it, with its rules about origins and frames, in one process and without a window. It paints in software as it
 * does without a graphics card: the package's own arguments emulate one, which took three quarters of its time, and switch the rules off.
 */
const ARGUMENTS = [
  "--headless=shell",
  "--no-sandbox",
  "--no-zygote",
  "--single-process",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--no-default-browser-check",
  "--no-pings",
  "--disable-domain-reliability",
];

/** Headless Chromium from npm: nothing is downloaded. Packages that are ES modules only are loaded at run time. */
export async function launchBrowser(): Promise<Browser> {
  const { default: chromium } = await import("@sparticuz/chromium");
  const { chromium: playwright } = await import("playwright-core");
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
}

/** A person at the local Dynamics. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests the page made, in order, as "METHOD path". */
  readonly requests: string[];
  /** Errors the page's scripts left uncaught. */
  readonly errors: string[];
}

/** Opens a browser session signed in as `user` ("seller", "admin"). */
export async function visit(browser: Browser, origin: string, user: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    requests.push(`${request.method()} ${decodeURIComponent(url.pathname + url.search)}`);
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${origin}/local/signin?user=${user}&return=/main.aspx`);
  return { page, context, requests, errors };
}

/** Runs a browser test; what the page looked like when it failed is saved under `out/e2e`. */
export async function seen<T>(visitor: Visitor, name: string, test: () => Promise<T>): Promise<T> {
  try {
    return await test();
  } catch (error) {
    await mkdir(SCREENSHOTS, { recursive: true });
    const file = path.join(SCREENSHOTS, `${name.replace(/\W+/g, "-")}.png`);
    await visitor.page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
    if (error instanceof Error)
      error.message += `\n\nScreenshot: ${file}\nErrors of the page: ${visitor.errors.join("; ") || "none"}`;
    throw error;
  }
}
