import { createHmac } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { Sandbox } from "./sandbox-client";
import { sandboxAndCaller } from "./sandbox-client";

const SECRET = "a secret of sixteen or more";
interface Heard {
  readonly headers: Record<string, unknown>;
  readonly raw: string;
}

let s: Sandbox;
let heard: Heard[];
let status: number;
let receiver: FastifyInstance;
let url: string;

beforeEach(async () => {
  s = await sandboxAndCaller();
  heard = [];
  status = 200;
  receiver = Fastify();
  receiver.removeAllContentTypeParsers();
  receiver.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  receiver.post("/hook", async (request, reply) => {
    heard.push({ headers: request.headers, raw: request.body as string });
    return reply.status(status).send();
  });
  url = `${await receiver.listen({ port: 0, host: "127.0.0.1" })}/hook`;
});
afterEach(() => Promise.all([s.close(), receiver.close()]));

const subscribe = (more: object = {}) => s.call("POST", "/v1/webhooks", { url, secret: SECRET, ...more });
const idle = () => s.sandbox.webhooks.idle();
const bodies = () => heard.map((one) => JSON.parse(one.raw) as Record<string, unknown>);

describe("webhooks of the sandbox", () => {
  it("tells of a contact made, changed and deleted, in order", async () => {
    await subscribe();
    const { id } = s.sandbox.store.create({ firstName: "A" });
    s.sandbox.store.update(id, { firstName: "B" });
    s.sandbox.store.delete(id);
    await idle();
    expect(bodies().map((body) => body.type)).toEqual([
      "contact.created",
      "contact.updated",
      "contact.deleted",
    ]);
    expect(bodies()[1]).toMatchObject({ data: { id, firstName: "B" } });
    expect(bodies()[2]).toMatchObject({ data: { id } });
  });

  it("signs timestamp and raw body", async () => {
    await subscribe();
    s.sandbox.store.create({ firstName: "Zoë" });
    await idle();
    const { headers, raw } = heard[0]!;
    const expected = createHmac("sha256", SECRET)
      .update(`${String(headers["x-wave-timestamp"])}.${raw}`)
      .digest("hex");
    expect(headers["x-wave-signature"]).toBe(`v1=${expected}`);
    expect(headers["x-wave-event-id"]).toBe(bodies()[0]?.id);
  });

  it("speaks Zapier's flat form to those who ask for it", async () => {
    await subscribe({ format: "flat", events: ["contact.created"] });
    s.sandbox.store.create({ firstName: "A", emails: [{ value: "a@example.test", primary: true }] });
    await idle();
    expect(bodies()[0]).toMatchObject({
      event: "contact.created",
      first_name: "A",
      email: "a@example.test",
      phone: null,
    });
  });

  it("tries again when the receiver fails, and not when it refuses", async () => {
    await subscribe();
    status = 503;
    s.sandbox.store.create({});
    await idle();
    expect(heard).toHaveLength(3);
    status = 401;
    s.sandbox.store.create({});
    await idle();
    expect(s.sandbox.webhooks.deliveries.map((d) => [d.attempts, d.status])).toEqual([
      [3, 503],
      [1, 401],
    ]);
  });

  it("can be made to repeat, and to send the last first", async () => {
    await subscribe();
    await s.call("POST", "/control/webhooks/hold");
    const { id } = s.sandbox.store.create({});
    s.sandbox.store.update(id, { firstName: "B" });
    await s.call("POST", "/control/webhooks/duplicate?next=1");
    await s.call("POST", "/control/webhooks/release?reverse=true");
    await s.call("POST", "/control/webhooks/idle");
    expect(bodies().map((body) => body.type)).toEqual([
      "contact.updated",
      "contact.updated",
      "contact.created",
    ]);
    expect(bodies()[0]?.id).toBe(bodies()[1]?.id);
  });

  it("never shows a secret, and stops when told to", async () => {
    const { body } = await subscribe();
    expect(JSON.stringify([body, (await s.call("GET", "/v1/webhooks")).body])).not.toContain(SECRET);
    expect((await s.call("DELETE", `/v1/webhooks/${body.id}`)).status).toBe(204);
    s.sandbox.store.create({});
    await idle();
    expect(heard).toEqual([]);
  });

  it("refuses an address that is none", async () => {
    expect((await s.call("POST", "/v1/webhooks", { url: "nope", secret: SECRET })).status).toBe(400);
  });
});
