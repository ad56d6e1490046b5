import { randomUUID } from "node:crypto";
import { systemClock } from "../../connector/clock/clock";
import { openDoors, signed, waveEvent, type Doors } from "./support/doors";

const MINUTE = 60_000;
const NOW = Date.parse("2026-03-01T08:00:00.000Z");
const clock = { ...systemClock, now: () => new Date(NOW) };
const BODY = JSON.stringify(waveEvent("evt_signed", "clx1"));

describe("a structured event", () => {
  let doors: Doors;
  const at = (offset: number) => signed(BODY, new Date(NOW + offset));

  beforeAll(async () => {
    doors = await openDoors({ clock, settings: { webhookSecret: "a secret set up by hand" } });
  });
  afterEach(() => doors.workOff());
  afterAll(() => doors?.close());

  it.each([
    ["no signature", { "x-wave-signature": undefined }],
    ["an empty one", { "x-wave-signature": "" }],
    ["one made with another secret", signed(BODY, new Date(NOW), "another secret")],
    ["one of another body", signed(`${BODY} `, new Date(NOW))],
    ["a signature of another kind", { "x-wave-signature": at(0)["x-wave-signature"]!.replace("v1=", "v0=") }],
    ["the beginning of the signature", { "x-wave-signature": at(0)["x-wave-signature"]!.slice(0, -2) }],
    ["no time", { "x-wave-timestamp": undefined }],
    ["a time that is none", { "x-wave-timestamp": "now" }],
    ["another time than was signed", { "x-wave-timestamp": String(Math.floor(NOW / 1000) - 60) }],
    ["a time too long ago", at(-5 * MINUTE - 2_000)],
    ["a time too far ahead", at(5 * MINUTE + 2_000)],
    [
      "the bare secret instead",
      { "x-wave-signature": undefined, "x-wave-secret": "the secret of this connection" },
    ],
  ])("is refused with %s, and queues nothing", async (_name, headers) => {
    const before = await doors.refusals();
    expect((await doors.wave(BODY, headers)).status).toBe(401);
    expect(await doors.queued()).toEqual([]);
    expect(await doors.refusals()).toBe(before + 1);
    expect(doors.log.join("\n")).not.toMatch(/clx1|secret of this|v1=/);
  });

  it("is refused before its body is looked at, and as unreadable after", async () => {
    expect((await doors.wave("{ no JSON", signed("{ other", new Date(NOW)))).status).toBe(401);
    expect((await doors.wave("{ no JSON")).status).toBe(400);
    expect((await doors.wave({ id: "evt_x", type: "contact.updated", data: {} })).status).toBe(400);
  });

  it.each([
    ["at the edge of the window", () => at(-4.9 * MINUTE)],
    [
      "with a second signature beside ours",
      () => ({ "x-wave-signature": `v1=${"0".repeat(64)}, ${at(0)["x-wave-signature"]}` }),
    ],
    ["with the secret an admin has set", () => signed(BODY, new Date(NOW), "a secret set up by hand")],
  ])("queues its contact when signed %s", async (_name, headers) => {
    await doors.database.query("delete from wave_sync.event_seen");
    expect(await doors.wave(BODY, headers())).toEqual({ status: 202, body: { status: "taken" } });
    expect(await doors.queued()).toEqual(["external:clx1"]);
  });

  it("is for a connection that exists", async () => {
    const post = async (url: string) =>
      (await doors.server.inject({ method: "POST", url, payload: BODY })).statusCode;
    expect(await post(`/webhooks/wave/${randomUUID()}`)).toBe(404);
    expect(await post(`/webhooks/spaceship/${doors.environment.id}`)).toBe(404);
    expect(await post("/webhooks/wave/no-guid")).toBe(404);
  });

  it("may not be larger than events are", async () => {
    const body = JSON.stringify({ ...waveEvent("evt_large", "clx1"), note: "x".repeat(300_000) });
    expect((await doors.wave(body)).status).toBe(413);
  });

  it("of a kind we have no use for is taken and does nothing", async () => {
    expect((await doors.wave(waveEvent("evt_card", "card1", "card.viewed"))).body).toEqual({
      status: "ignored",
    });
    expect(await doors.queued()).toEqual([]);
  });

  it.each(["contact.created", "contact.updated", "contact.deleted"])(
    "%s queues its contact",
    async (type) => {
      expect((await doors.wave(waveEvent(`evt_${type}`, "clx2", type))).status).toBe(202);
      expect(await doors.queued()).toEqual(["external:clx2"]);
    },
  );
});
