import { createHmac, timingSafeEqual } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import Nylas from "nylas";
import { NYLAS_SANDBOX_KEY } from "../../../local/sandboxes/nylas";
import { startDynamics, type LocalDynamics } from "../../../local/start/local-dynamics";
import { curl } from "./curl";
import {
  CONTACT_ID,
  CREATE_EMAIL,
  emailWithParties,
  LIST_MESSAGES,
  TOKEN_REQUEST,
  type PageMessage,
} from "./page-commands";

// What Nylas' page tells people to send, sent as it stands there: to the local Dynamics and to the sandbox.

const ADA = { name: "Ada", email: "ada@acme.test" };
const SALES = { name: "Sales", email: "sales@yourorg.com" };

type Json = Readonly<Record<string, unknown>>;

describe("the requests of Nylas' page about Dynamics 365", () => {
  let dynamics: LocalDynamics;
  let token: string;
  let api: string;
  let hosts: Record<string, string>;
  let headers: Record<string, string>;
  let account: string;

  const post = (path: string, body: unknown) =>
    fetch(`${api}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const get = async (url: string) => (await (await fetch(url, { headers })).json()) as Json;
  const emailsAbout = async (filter: string) =>
    (await get(`${api}/emails?$select=subject,sender,torecipients&$filter=${encodeURIComponent(filter)}`))
      .value as readonly Json[];

  beforeAll(async () => {
    dynamics = await startDynamics({ port: 0, contacts: [] });
    hosts = {
      "https://login.microsoftonline.com": dynamics.url,
      "https://yourorg.crm.dynamics.com": dynamics.url,
      "https://api.us.nylas.com": `${dynamics.url}/sandboxes/nylas/api`,
    };
    api = `${dynamics.url}/api/data/v9.2`;
    const answer = await curl(
      TOKEN_REQUEST,
      { TENANT_ID: "local", AZURE_APP_CLIENT_ID: "admin", AZURE_APP_SECRET: "local" },
      hosts,
    );
    const said = (await answer.json()) as { readonly access_token: string; readonly expires_in: number };
    expect(said.expires_in).toBeGreaterThan(3500);
    token = said.access_token;
    headers = {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json; charset=utf-8",
      "OData-Version": "4.0",
    };
    expect(
      (await post("contacts", { contactid: CONTACT_ID, lastname: "Ada", emailaddress1: ADA.email })).status,
    ).toBe(204);
    const made = await post("accounts", { name: "Acme" });
    account = /\(([0-9a-f-]{36})\)/.exec(made.headers.get("odata-entityid")!)![1]!;
    dynamics.nylas.connect({ ...SALES, provider: "microsoft" }, true);
    dynamics.nylas.post.send({ from: ADA, to: [SALES], subject: "Q2 renewal", body: "<p>Hello</p>" });
  });
  afterAll(() => dynamics?.close());

  test("list messages: with curl, and with the Node.js SDK", async () => {
    const { id } = dynamics.nylas.mailboxes()[0]!.grant;
    const values = { NYLAS_GRANT_ID: id, NYLAS_API_KEY: NYLAS_SANDBOX_KEY };
    const listed = (await (await curl(LIST_MESSAGES, values, hosts)).json()) as {
      readonly data: readonly Json[];
    };
    expect(listed.data).toMatchObject([
      { subject: "Q2 renewal", from: [ADA], to: [SALES], body: "<p>Hello</p>" },
    ]);

    const nylas = new Nylas({ apiKey: NYLAS_SANDBOX_KEY, apiUri: hosts["https://api.us.nylas.com"]! });
    const messages = await nylas.messages.list({ identifier: id, queryParams: { limit: 50 } });
    expect(messages.data.map((message) => message.id)).toEqual(listed.data.map((message) => message.id));
  });

  test("create an email about a contact: 204 and where it is", async () => {
    const answer = await curl(CREATE_EMAIL, { DATAVERSE_TOKEN: token }, hosts);
    expect(answer.status).toBe(204);
    const url = answer.headers.get("odata-entityid")!;
    expect(await get(url)).toMatchObject({
      subject: "Re: Q2 renewal",
      description: "<p>Thanks for the call earlier.</p>",
      directioncode: false,
      torecipients: "ada@acme.test",
      _regardingobjectid_value: CONTACT_ID,
      // "A new email defaults to Open."
      statecode: 0,
    });
    const completed = await fetch(url, {
      method: "PATCH",
      headers,
      body: JSON.stringify({ statecode: 1, statuscode: 4 }),
    });
    expect(completed.status).toBe(204);
    expect(await get(url)).toMatchObject({ statecode: 1, statuscode: 4 });
  });

  test("create an email with its parties in one request", async () => {
    const answer = await post(
      "emails",
      emailWithParties({ subject: "With parties", body: "<p>Hi</p>" }, account, CONTACT_ID),
    );
    expect(answer.status).toBe(204);
    const { email_activity_parties: parties, ...email } = await get(
      `${answer.headers.get("odata-entityid")}?$select=sender,torecipients,_regardingobjectid_value&$expand=email_activity_parties($select=participationtypemask,addressused,_partyid_value)`,
    );
    expect(email).toMatchObject({
      _regardingobjectid_value: account,
      sender: ADA.email,
      torecipients: "sales@yourorg.com;",
    });
    expect(parties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          participationtypemask: 1,
          _partyid_value: CONTACT_ID,
          addressused: ADA.email,
        }),
        expect.objectContaining({
          participationtypemask: 2,
          _partyid_value: null,
          addressused: "sales@yourorg.com",
        }),
      ]),
    );
  });

  test("a mail that arrives becomes an email by the page's webhook handler; one that is not signed is refused", async () => {
    let secret = "";
    const handler = await webhookHandler(
      () => secret,
      async (message) => void (await post("emails", emailWithParties(message, account, CONTACT_ID))),
    );
    try {
      const url = await handler.listen({ host: "127.0.0.1", port: 0 });
      const nylas = new Nylas({ apiKey: NYLAS_SANDBOX_KEY, apiUri: hosts["https://api.us.nylas.com"]! });
      const { data } = await nylas.webhooks.create({
        requestBody: { triggerTypes: ["message.created"] as never, webhookUrl: `${url}/webhook` },
      });
      secret = data.webhookSecret;
      dynamics.nylas.post.send({ from: ADA, to: [SALES], subject: "By webhook", body: "<p>Live</p>" });
      await dynamics.nylas.webhooks.idle();
      expect(await emailsAbout("subject eq 'By webhook'")).toMatchObject([{ sender: ADA.email }]);
      const forged = { type: "message.created", data: { object: { subject: "Forged" } } };
      const answer = await fetch(`${url}/webhook`, {
        method: "POST",
        headers: { "x-nylas-signature": "0".repeat(64), "content-type": "application/json" },
        body: JSON.stringify(forged),
      });
      expect(answer.status).toBe(401);
      expect(await emailsAbout("subject eq 'Forged'")).toEqual([]);
    } finally {
      await handler.close();
    }
  });
});

/** The page's `handle_webhook`: the signature over the raw body first, then `message.created` alone. */
async function webhookHandler(
  secret: () => string,
  createDataverseEmail: (message: PageMessage) => Promise<void>,
): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.get<{ Querystring: { challenge: string } }>("/webhook", async (request, reply) =>
    reply.type("text/plain").send(request.query.challenge),
  );
  app.post("/webhook", async (request, reply) => {
    const payload = request.body as Buffer;
    const expected = createHmac("sha256", secret()).update(payload).digest();
    const signature = Buffer.from(String(request.headers["x-nylas-signature"]), "hex");
    if (signature.length !== expected.length || !timingSafeEqual(expected, signature))
      return reply.status(401).send();
    const event = JSON.parse(payload.toString("utf8")) as {
      readonly type: string;
      readonly data: { readonly object: PageMessage };
    };
    if (event.type === "message.created") await createDataverseEmail(event.data.object);
    return reply.status(200).send();
  });
  return app;
}
