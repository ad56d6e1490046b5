import type { Clock } from "../../connector/clock/clock";
import { systemClock } from "../../connector/clock/clock";
import { CONNECTION_SECRET, openDoors, type Doors } from "./support/doors";

const FLAT = {
  id: "clx9",
  event: "contact.updated",
  first_name: "Ines",
  last_name: "Vasseur",
  email: "ines@example.test",
  phone: null,
  company: "Acme",
  city: "Lyon",
};
const UNSIGNED = { "x-wave-signature": undefined, "x-wave-timestamp": undefined };

describe("a flat body, as Zapier sends it", () => {
  let now = Date.parse("2026-03-01T08:00:00.000Z");
  const clock: Clock = { ...systemClock, now: () => new Date(now) };
  let doors: Doors;

  beforeAll(async () => {
    doors = await openDoors({ clock, settings: { webhookSecret: "a secret set up by hand" } });
  });
  afterEach(async () => {
    now += 60_000;
    await doors.workOff();
  });
  afterAll(() => doors?.close());

  it.each([
    ["signed as Wave signs", {}],
    ["with the connection's secret in a header", { ...UNSIGNED, "x-wave-secret": CONNECTION_SECRET }],
    ["with the secret an admin has set", { ...UNSIGNED, "x-wave-secret": "a secret set up by hand" }],
  ])("queues its contact, %s", async (_name, headers) => {
    expect(await doors.wave(FLAT, headers)).toEqual({ status: 202, body: { status: "taken" } });
    expect(await doors.queued()).toEqual(["external:clx9"]);
  });

  it.each([
    ["without a secret", UNSIGNED],
    ["with a wrong one", { ...UNSIGNED, "x-wave-secret": `${CONNECTION_SECRET}x` }],
    [
      "with a wrong signature beside the right secret",
      { "x-wave-signature": "v1=00", "x-wave-secret": CONNECTION_SECRET },
    ],
  ])("is refused %s", async (_name, headers) => {
    expect((await doors.wave(FLAT, headers)).status).toBe(401);
    expect(await doors.queued()).toEqual([]);
  });

  it("needs no word about what happened, and may have a number for an id", async () => {
    expect((await doors.wave({ id: 42, email: "a@example.test" })).status).toBe(202);
    expect(await doors.queued()).toEqual(["external:42"]);
  });

  it("without an id is unreadable", async () => {
    expect((await doors.wave({ ...FLAT, id: "" })).status).toBe(400);
    expect((await doors.wave({ email: "a@example.test" })).status).toBe(400);
  });

  it("comes again within a moment: dropped; later: somebody changed it back", async () => {
    const send = () => doors.wave(FLAT, { ...UNSIGNED, "x-wave-secret": CONNECTION_SECRET });
    expect((await send()).body).toEqual({ status: "taken" });
    await doors.workOff();
    expect(await send()).toEqual({ status: 200, body: { status: "known" } });
    expect(await doors.queued()).toEqual([]);
    now += 2_000;
    expect((await send()).body).toEqual({ status: "taken" });
    expect(await doors.queued()).toEqual(["external:clx9"]);
  });
});
