import type { HeardEvents, WebhookCall } from "../../../../connector/systems/contract/inbound";
import { readEnginyEvents } from "../../../../connector/systems/enginy/webhook";

const SECRET = "a secret of sufficient length";
const NOW = new Date("2026-01-01T00:00:00Z");

const heard = (
  body: unknown,
  { headers = { "x-webhook-secret": SECRET }, ...more }: Partial<WebhookCall> = {},
) =>
  readEnginyEvents({
    rawBody: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    headers,
    secrets: [SECRET],
    now: NOW,
    ...more,
  });
const ids = (answer: HeardEvents) => ("events" in answer ? answer.events.map(({ id }) => id) : []);

describe("Enginy's webhook", () => {
  it.each([
    ["another secret", { "x-webhook-secret": "a secret of another kind, as long" }],
    ["a part of it", { "x-webhook-secret": SECRET.slice(1) }],
    ["nothing", {}],
    ["the secret twice", { "x-webhook-secret": [SECRET, SECRET] }],
    ["the secret under another name", { "x-wave-secret": SECRET }],
  ])("is not believed with %s", (_what, headers) => {
    expect(heard({ contactId: 5 }, { headers })).toEqual({ refused: "signature" });
  });

  it("is believed with the secret, and for a while with the one before", () => {
    const told = { events: [{ id: expect.any(String), object: "contact", externalId: "5" }] };
    expect(heard({ contactId: 5 })).toEqual(told);
    expect(heard({ contactId: 5 }, { secrets: ["the new one, long enough", SECRET] })).toEqual(told);
    expect(heard({ contactId: 5 }, { secrets: [] })).toEqual({ refused: "signature" });
  });

  it.each([
    [{ contactId: 7 }],
    [{ contactId: "7" }],
    [{ contact: { id: 7 } }],
    [{ data: { contactId: 7 } }],
    [{ eventType: "EMAIL_SENT", data: { contact: { id: 7, firstName: "Ines" } } }],
  ])("names the contact wherever its id stands: %j", (body) => {
    expect(heard(body)).toMatchObject({ events: [{ object: "contact", externalId: "7" }] });
  });

  it("without a contact in it is heard, and changes nothing", () => {
    for (const body of [{}, { eventType: "POST_LIKED" }, { contactId: null }, { contact: [] }, []])
      expect(heard(body)).toEqual({ events: [] });
  });

  it("that makes no sense is refused as such, and only from Enginy itself", () => {
    for (const body of ["", "{", "null", "5", "\u0000"]) {
      expect(heard(body)).toEqual({ refused: "unreadable" });
      expect(heard(body, { headers: {} })).toEqual({ refused: "signature" });
    }
  });

  it("that is repeated at once is one event, and the same body later is another", () => {
    const body = { eventType: "EMAIL_SENT", contactId: 5 };
    expect(ids(heard(body))).toEqual(ids(heard(body)));
    expect(ids(heard(body, { now: new Date(NOW.getTime() + 60_000) }))).not.toEqual(ids(heard(body)));
    expect(ids(heard({ ...body, contactId: 6 }))).not.toEqual(ids(heard(body)));
  });
});
