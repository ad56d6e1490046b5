import { randomUUID } from "node:crypto";
import { FRONT_SANDBOX_TOKEN } from "../../local/sandboxes/front";
import { connectTo, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { withoutEvents } from "./support/without-events";

describe("with several systems connected, a person who asks is told which of them is away", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const ids = { contact: randomUUID(), account: randomUUID() };

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await connectTo(connector, dynamics, {
      system: "front",
      front: {
        apiBaseUrl: `${dynamics.url}/sandboxes/front/api`,
        apiToken: FRONT_SANDBOX_TOKEN,
        accountUrl: `${dynamics.url}/sandboxes/front/app/accounts`,
        contactUrl: `${dynamics.url}/sandboxes/front/app/contacts`,
      },
    });
    await withoutEvents(dynamics);
    const create = (set: string, values: object) => dynamics.as("seller", "POST", set, values);
    await create("contacts", { contactid: ids.contact, lastname: "Vasseur", emailaddress1: "i@harbor.test" });
    await create("accounts", { accountid: ids.account, name: "Harbor" });
    dynamics.wave.faults.set({ down: "unavailable" });
    dynamics.front.switches.set({ down: "unavailable" });
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it.each([
    ["contact", "Wave"],
    ["account", "Front"],
  ] as const)("a %s that is pushed or previewed names %s", async (table, system) => {
    for (const api of ["wave_Push", "wave_Preview"]) {
      const ended = await operate(dynamics, api, { ids: [ids[table]], more: { Table: table } });
      expect(ended.code).toBe("SYSTEM_UNREACHABLE");
      expect(`${String(ended.message)} ${String(ended.nextStep)}`).toContain(`connection to ${system}.`);
      expect(ended.message).toContain(`couldn't reach ${system}.`);
    }
  });
});
