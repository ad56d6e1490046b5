import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHmac } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { systemClock } from "../../../../connector/clock/clock";
import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import { sendOnce } from "../../../../connector/systems/base/http";
import type { WebhookCall } from "../../../../connector/systems/contract/inbound";
import { nameOfMessage, readMessageName } from "../../../../connector/systems/nylas/message-id";
import { nylas } from "../../../../connector/systems/nylas/nylas-module";
import { NylasSystem } from "../../../../connector/systems/nylas/nylas-system";
import { nylasSettings } from "../../../../connector/systems/nylas/settings";
import type { Values } from "../../../../core/records";
import { NYLAS_SANDBOX_KEY, type NewMailbox } from "../../../../local/sandboxes/nylas";
import { startNylas } from "../../../support/nylas-server";
import type { AppendHarness } from "../conformance/append-conformance";
import type { Harness } from "../conformance/conformance";
import { troublesOf } from "../conformance/troubles";

export const NYLAS_CAN = {
  changes: false,
  find: false,
  create: false,
  update: false,
  remove: false,
  deactivate: false,
  subscriptions: true,
};

const INES = "ines.vasseur@acme.example";
const SALES: NewMailbox = { email: "sales@contoso.example", name: "Sales", provider: "imap" };
const SUPPORT: NewMailbox = { email: "support@contoso.example", name: "Support", provider: "google" };

/** Short, so that a request without an answer costs a test no patience. */
const DEADLINE_MS = 1_000;

const SAMPLE = {
  subject: "Ácme & Söhne <SAS> 🍵",
  body: "<p>Hello\nInes</p>",
  from: INES,
  to: SALES.email,
  cc: "ben@acme.example",
  mailbox: SALES.email,
  outgoing: false,
};

/** An address of ours as Nylas sees it: it answers the challenge, and keeps what comes. */
async function startHook() {
  const received: Pick<WebhookCall, "rawBody" | "headers">[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, "http://hook.example");
    void buffer(request).then((rawBody) => {
      if (request.method === "POST") received.push({ rawBody, headers: request.headers });
      response.end(request.method === "POST" ? "" : nylas.inbound!.challenge!(searchParams));
    });
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/test`;
  const close = () => new Promise((closed) => (server.close(closed), server.closeAllConnections()));
  return { received, url, close };
}

/** The adapter on a sandbox of its own, with two mailboxes in it. */
export async function startNylasHarness(): Promise<Harness & AppendHarness> {
  const [{ close, sandbox, url }, hook] = await Promise.all([startNylas({ retryAfter: [20] }), startHook()]);
  const settingsOf = (apiKey: string) => nylasSettings.parse({ apiBaseUrl: `${url}/api`, apiKey });
  let told: readonly unknown[] | null = null;
  const sendOver: typeof sendOnce = async (request, ...more) => {
    const answer = await sendOnce(request, ...more);
    const { pathname } = new URL(request.url);
    if (told === null || !/\/messages(\/|$)/.test(pathname)) return answer;
    return { ...(answer as object), data: pathname.endsWith("/messages") ? told : told[0] };
  };
  const open = (apiKey = NYLAS_SANDBOX_KEY) =>
    new NylasSystem(settingsOf(apiKey), { clock: systemClock, budgets: UNLIMITED }, DEADLINE_MS, sendOver);
  const [sales, support] = [sandbox.connect(SALES, true), sandbox.connect(SUPPORT, true)];
  const mailboxOf = (id: string) => sandbox.mailboxes().find(({ grant }) => grant.id === id)!;
  const found = (id: string) => {
    const { grant, message } = readMessageName(id)!;
    return { mailbox: mailboxOf(grant), mail: mailboxOf(grant).find(message)! };
  };
  const person = (email: unknown) => ({ email: String(email), name: "" });
  let sent = 0;
  const write = (
    to: readonly string[],
    { date, quietly = true }: { date?: number; quietly?: boolean },
    values: Values = SAMPLE,
  ) => {
    const messageId = String(values.messageId ?? `<extra-${++sent}@acme.example>`);
    const receivers = to.map((id) => person(mailboxOf(id).grant.email));
    const { body, cc, from, subject } = values;
    sandbox.post.send(
      {
        ...{ from: person(from), to: receivers, cc: [person(cc)], messageId },
        ...{ subject: String(subject), body: String(body), ...(date === undefined ? {} : { date }) },
      },
      quietly,
    );
    return to.map((grant) => nameOfMessage({ grant, message: mailboxOf(grant).byMessageId(messageId)!.id }));
  };
  const secret = () => sandbox.webhooks.subscriptions.list()[0]!.secret;

  return {
    object: "message",
    sample: SAMPLE,
    besides: (n) => ({ messageId: `<m${n}@acme.example>` }),
    identity: {},
    change: { field: "subject", value: "Chief" },
    refused: { field: "subject", value: "" },
    module: nylas,
    settings: settingsOf(NYLAS_SANDBOX_KEY),
    system: open(),
    stranger: open("wrong"),
    pagesOf: () => open(),
    reopened: () => open(),
    byHand: {
      make: (values) => write([sales.grant.id], {}, values)[0]!,
      edit: (id, values) => {
        const { mail, mailbox } = found(id);
        sandbox.post.change(mailbox, mail, { subject: String(values.subject) });
      },
    },
    mailboxes: [sales.grant.id, support.grant.id],
    write,
    remove: (id) => {
      const { mail, mailbox } = found(id);
      sandbox.post.remove(mailbox, mail);
    },
    setSignIn: (id, holds) => sandbox.setStatus(mailboxOf(id), holds ? "valid" : "invalid"),
    tellAs: (json) => void (told = json),
    delivered: async () => {
      await sandbox.webhooks.idle();
      return hook.received;
    },
    compress: () => {
      const { subscriptions } = sandbox.webhooks;
      for (const { id } of subscriptions.list()) subscriptions.change(id, { compressed: true });
    },
    secret,
    sign: (rawBody) => ({
      "x-nylas-signature": createHmac("sha256", secret()).update(rawBody).digest("hex"),
    }),
    hook: hook.url,
    recordCount: () => sales.size,
    requestCount: () => sandbox.trace.total,
    subscriptions: () =>
      sandbox.webhooks.subscriptions
        .list()
        .map(({ id, secret: with_, url: at }) => ({ id, secret: with_, url: at })),
    ...troublesOf(sandbox.switches),
    close: async () => {
      await Promise.all([close(), hook.close()]);
    },
  };
}
