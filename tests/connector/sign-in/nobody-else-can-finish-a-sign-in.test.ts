import { runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, codeOn, makeLink, signInUpToCallback, start } from "./support/browser";

describe("a sign-in", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });

  afterEach(() => expect(dynamics.rows("wave_connection")).toEqual([]));

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const refused = async (browser: Browser, callback: string) => {
    const page = await browser.get(callback);
    return [page.status, codeOn(page)];
  };

  it("is refused with a state that is not ours, or none", async () => {
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics);
    const callback = new URL(await signInUpToCallback(browser, url, dynamics));
    callback.searchParams.set("state", "A".repeat(43));
    expect(await refused(browser, callback.href)).toEqual([400, "SIGN_IN_STATE_INVALID"]);
    callback.searchParams.delete("state");
    expect(await refused(browser, callback.href)).toEqual([400, "SIGN_IN_STATE_INVALID"]);
    callback.search = "?state=a&state=b&code=c";
    expect(await refused(browser, callback.href)).toEqual([400, "SIGN_IN_STATE_INVALID"]);
  });

  it("cannot be finished in another browser, which takes nothing away from its own", async () => {
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics);
    const callback = await signInUpToCallback(browser, url, dynamics);
    expect(await refused(new Browser(), callback)).toEqual([400, "SIGN_IN_STATE_INVALID"]);
    // Its own gets as far as the code.
    const wrong = new URL(callback);
    wrong.searchParams.set("code", "guessed");
    expect(await refused(browser, wrong.href)).toEqual([400, "SIGN_IN_FAILED"]);
  });

  it("takes each state once, also when its code was refused", async () => {
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics);
    const started = await start(browser, url, dynamics.url);
    const cookie = started.headers.get("set-cookie")!.split(";")[0]!;
    const callback = new URL(await browser.choose(started.location!, "admin"));
    const code = callback.searchParams.get("code")!;
    callback.searchParams.set("code", "guessed");
    expect(await refused(browser, callback.href)).toEqual([400, "SIGN_IN_FAILED"]);
    callback.searchParams.set("code", code);
    // The cookie is gone by then; even whoever kept it is refused.
    const replayed = await fetch(callback, { headers: { cookie } });
    expect([replayed.status, await replayed.text()]).toEqual([
      400,
      expect.stringContaining("SIGN_IN_STATE_INVALID"),
    ]);
  });

  it("is not finished by a code for another environment", async () => {
    const other = await startDynamics();
    try {
      const browser = new Browser();
      const ours = await makeLink(connector, dynamics);
      const callback = new URL(await signInUpToCallback(browser, ours.url, dynamics));
      const theirs = await makeLink(connector, other);
      const foreign = await signInUpToCallback(new Browser(), theirs.url, other);
      callback.searchParams.set("code", new URL(foreign).searchParams.get("code")!);
      expect(await refused(browser, callback.href)).toEqual([400, "SIGN_IN_FAILED"]);
      expect(other.rows("wave_connection")).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
