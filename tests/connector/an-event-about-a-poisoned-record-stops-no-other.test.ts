import { createHmac, randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import { asWave, CLEANED, loose, POISONED } from "../support/poison";
import { connectTo, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContact, rowOf } from "./support/runs";

describe("events about contacts that make no sense", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });
  const open = () =>
    dynamics.rows("wave_issue").filter((row) => row.values.wave_issuestatus === IssueStatus.Open);

  /** Tells the connector of a contact, signed as Wave signs. */
  const tell = async (contact: { readonly id: unknown }): Promise<number> => {
    const [subscription] = dynamics.wave.webhooks.subscriptions.list();
    const body = JSON.stringify({
      id: randomUUID(),
      type: "contact.updated",
      occurredAt: new Date().toISOString(),
      data: contact,
    });
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac("sha256", subscription!.secret).update(`${timestamp}.${body}`).digest("hex");
    const answer = await fetch(subscription!.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-wave-timestamp": timestamp,
        "x-wave-signature": `v1=${signature}`,
      },
      body,
    });
    return answer.status;
  };

  it("are all taken; each becomes one issue that names it, and those beside it arrive", async () => {
    const good = [plainContact(1), plainContact(2)] as const;
    const contacts = [good[0], ...[...POISONED, ...CLEANED].map(([contact]) => contact), good[1]];
    dynamics.wave.store.load(asWave(contacts as never));
    for (const contact of contacts) expect(await tell(contact)).toBe(202);
    await until("the good ones", () => rowOf(dynamics, good[0].id) && rowOf(dynamics, good[1].id));
    // Wave may have told of it as well: the same trouble twice puts a record on hold, and says why.
    for (const [contact, code, names] of POISONED)
      await until(`the issue of ${JSON.stringify(contact.id).slice(0, 40)}`, () =>
        open().find(
          ({ values }) =>
            [code, "PARKED"].includes(String(values.wave_code)) &&
            String(values.wave_message).includes(names),
        ),
      );
    await until("no other issue", () => {
      const told = open().filter((row) => row.values.wave_code !== "VALUE_CLEANED");
      return told.length === POISONED.length;
    });
    for (const [contact, column, held] of CLEANED) {
      const row = await until(`the row of ${String(contact.id)}`, () => rowOf(dynamics, String(contact.id)));
      expect(row.values[column]).toBe(held);
    }
  });

  it("leave everything else as quick as it was: the next event is done", async () => {
    const next = plainContact(3);
    dynamics.wave.store.load(asWave([next as never, loose("poison-object", { jobTitle: [] })]));
    expect(await tell({ id: "poison-object" })).toBe(202);
    expect(await tell(next)).toBe(202);
    await until("the next one", () => linkOf(dynamics, next.id));
    expect(open().filter((row) => row.values.wave_externalid === "poison-object")).toHaveLength(1);
  });
});
