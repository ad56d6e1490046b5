import { systemClock } from "../../connector/clock/clock";
import { openDatabase } from "../../connector/database/open-database";
import { WebhookKeys } from "../../connector/connect/webhook-keys";
import { renewed, saveWebhookSecret } from "../../connector/connect/webhook-secret";
import { Cipher } from "../../connector/secrets/cipher";
import { SecretStore } from "../../connector/state/secrets";
import { connectTo, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { addEnvironment } from "./support/environment";

const HOUR = 60 * 60_000;

describe("renewing the webhook's key", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const keyThere = () =>
    /value="([^"]+)"/.exec(String(dynamics.rows("serviceendpoint")[0]!.values.authvalue))![1]!;
  const knock = async (key: string) =>
    (
      await fetch(`${connector.url}/dataverse/webhook`, {
        method: "POST",
        headers: { "x-wave-sync-key": key },
        body: "{}",
      })
    ).status;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("gives Dataverse a new one; calls with the former one are believed as well", async () => {
    const former = keyThere();
    await connectTo(connector, dynamics, { renewWebhookKey: true });
    const current = keyThere();
    expect(current).toMatch(/^[\w-]{43}$/);
    expect(current).not.toBe(former);
    // 400: believed, but the body is none.
    expect([await knock(current), await knock(former), await knock(`${former}x`)]).toEqual([400, 400, 401]);

    const contact = await dynamics.as("seller", "POST", "contacts", { lastname: "Renewed" });
    expect(contact.status).toBe(204);
    const { id } = dynamics.rows("contact").find(({ values }) => values.lastname === "Renewed")!;
    expect((await operate(dynamics, "wave_Push", { ids: [id] })).status).toBe("succeeded");
  });

  it("does not happen by connecting again", async () => {
    const before = keyThere();
    await connectTo(connector, dynamics);
    expect(keyThere()).toBe(before);
  });

  it("leaves two good keys at most: renewed twice, the first is over", async () => {
    const first = keyThere();
    await connectTo(connector, dynamics, { renewWebhookKey: true });
    await connectTo(connector, dynamics, { renewWebhookKey: true });
    expect(await knock(first)).toBe(401);
    expect(await knock(keyThere())).toBe(400);
  });

  it("the former one is good for a day, and no longer", async () => {
    const database = await openDatabase({});
    const { id } = await addEnvironment(database);
    const secrets = new SecretStore(database, new Cipher([{ id: "k", key: Buffer.alloc(32, 1) }]));
    let now = Date.parse("2026-03-01T08:00:00Z");
    const clock = { ...systemClock, now: () => new Date(now) };
    const secret = renewed({ current: "the former key" }, clock.now());
    await saveWebhookSecret(secrets, id, "webhookKey", secret);
    const keys = new WebhookKeys(database, secrets, clock);
    const believed = async (key: string) => {
      keys.forget();
      return (await keys.environmentOf(key))?.id === id;
    };
    now += 23 * HOUR;
    expect([await believed("the former key"), await believed(secret.current)]).toEqual([true, true]);
    now += 2 * HOUR;
    expect([await believed("the former key"), await believed(secret.current)]).toEqual([false, true]);
    await database.close();
  });
});
