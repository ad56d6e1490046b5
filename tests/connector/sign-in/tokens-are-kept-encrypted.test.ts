import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectTo, importAll, runConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, connectBySigningIn, makeLink, signInUpToCallback } from "./support/browser";
import { readStored, tokensIn } from "./support/stored";

describe("tokens of a sign-in", () => {
  const key = { id: "first", key: randomBytes(32) };
  let dynamics: Dynamics;
  let dataFolder: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    // Shorter than what is refreshed ahead: after a restart, the refresh token is needed at once.
    dynamics.platform.security.authority.setDelegatedLifetime(120);
    dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-sign-in-"));
  });

  afterAll(async () => {
    await dynamics?.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const look = () => readStored({ dataFolder }, key);

  const running = (work: (connector: Awaited<ReturnType<typeof runConnector>>) => Promise<void>) =>
    runConnector({ dataFolder, encryptionKeys: [key], adminKey: randomUUID() }).then(async (connector) => {
      await work(connector).finally(() => connector.close());
      return connector;
    });

  it("are in the database under AES-256-GCM only, and in no line of the log; nor are codes, states and links", async () => {
    const secrets: string[] = [];
    const { log } = await running(async (connector) => {
      const browser = new Browser();
      const { url } = await makeLink(connector, dynamics);
      const callback = await signInUpToCallback(browser, url, dynamics);
      secrets.push(new URL(url).hash.slice(1), ...new URL(callback).searchParams.values());
      expect((await browser.get(callback)).status).toBe(200);
      // A refused one as well: errors quote most.
      const again = await makeLink(connector, dynamics);
      const second = new URL(await signInUpToCallback(browser, again.url, dynamics));
      second.searchParams.set("code", "stolen-code-of-somebody");
      secrets.push(...second.searchParams.values(), new URL(again.url).hash.slice(1));
      expect((await browser.get(second.href)).status).toBe(400);
      await importAll(connector);
    });
    const { all, keyId, cache } = await look();
    expect(keyId).toBe("first");
    const tokens = tokensIn(cache!);
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    const lines = log.join("");
    expect(lines).toContain("Signed in and connected");
    for (const secret of [...tokens, ...secrets, "local-wave-key"]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(all).not.toContain(secret);
      expect(lines).not.toContain(secret);
    }
    for (const refused of ["code_verifier", "code=", "refresh_token", "eyJ", "admin@contoso"]) {
      expect(lines).not.toContain(refused);
    }
  });

  it("outlive a restart, and what a refresh brings is kept", async () => {
    const before = (await look()).cache!;
    await running(async (connector) => {
      expect(await importAll(connector)).toMatchObject({ status: "succeeded" });
    });
    const after = (await look()).cache!;
    expect(Object.values(after.RefreshToken)[0]!.secret).not.toBe(
      Object.values(before.RefreshToken)[0]!.secret,
    );
  });

  it("are forgotten by disconnecting, and when an application user connects instead", async () => {
    await running(async (connector) => {
      await connector.admin("/disconnect", { dataverseUrl: dynamics.url });
    });
    expect(await look()).toMatchObject({ cache: null });

    await running((connector) => connectBySigningIn(connector, dynamics).then(() => {}));
    expect((await look()).cache).not.toBeNull();
    await running(async (connector) => {
      await connectTo(connector, dynamics);
    });
    expect(await look()).toMatchObject({ cache: null });
  });
});
