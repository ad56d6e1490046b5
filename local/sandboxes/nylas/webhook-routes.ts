import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isLoopback } from "../../../core/values/loopback";
import { success } from "./answers";
import { badRequest, unverified } from "./errors";
import { envelope, TRIGGERS } from "./events";
import { read } from "./requests";
import type { NylasSandbox } from "./sandbox";
import { shownMessage } from "./shown-message";
import { shownWebhook } from "./subscriptions";
import { deliver } from "./webhooks";

/** An address has this long to answer the challenge. */
const CHALLENGE_MS = 10_000;

/** What test events are signed with, whatever the webhook's own secret is. */
export const MOCK_SECRET = "mock-webhook-secret";

const input = z.strictObject({
  trigger_types: z.array(z.enum(TRIGGERS)).min(1),
  webhook_url: z.url({ protocol: /^https?$/ }),
  description: z.string().max(255).optional(),
  notification_email_addresses: z.array(z.string()).optional(),
  compressed_delivery: z.boolean().optional(),
});
const change = input.partial().extend({ status: z.enum(["active", "pause"]).optional() });
const test = z.strictObject({ trigger_type: z.enum(TRIGGERS), webhook_url: z.url() });
const mock = z.strictObject({ trigger_type: z.enum(TRIGGERS) });

type ById = { Params: { id: string } };

/** Who hears of what happens. */
export function webhookRoutes(app: FastifyInstance, sandbox: NylasSandbox): void {
  const { switches, webhooks } = sandbox;
  const { subscriptions } = webhooks;
  const verified = (url: string) => verify(url, switches.current.ownAddresses === "taken");

  app.get("/webhooks", async (_request, reply) =>
    success(
      reply,
      subscriptions.list().map((each) => shownWebhook(each)),
    ),
  );

  app.post("/webhooks", async (request, reply) => {
    const { webhook_url: url, ...rest } = read(input, request.body);
    await verified(url);
    const subscription = subscriptions.add({
      url,
      triggers: rest.trigger_types,
      description: rest.description ?? "",
      emails: rest.notification_email_addresses ?? [],
      compressed: rest.compressed_delivery ?? false,
      status: "active",
    });
    return success(reply, shownWebhook(subscription, true));
  });

  app.get("/webhooks/ip-addresses", async (_request, reply) =>
    success(reply, { ip_addresses: ["127.0.0.1"], updated_at: 1_767_600_000 }),
  );

  app.get<ById>("/webhooks/:id", async (request, reply) =>
    success(reply, shownWebhook(subscriptions.get(request.params.id))),
  );

  app.put<ById>("/webhooks/:id", async (request, reply) => {
    const before = subscriptions.get(request.params.id);
    const { webhook_url: url, status, ...rest } = read(change, request.body);
    if (url !== undefined || (status === "active" && before.status !== "active"))
      await verified(url ?? before.url);
    if (status === "active") webhooks.restart(before.id);
    const named = {
      url,
      status,
      triggers: rest.trigger_types,
      description: rest.description,
      emails: rest.notification_email_addresses,
      compressed: rest.compressed_delivery,
    };
    const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
    return success(reply, shownWebhook(subscriptions.change(before.id, given)));
  });

  app.delete<ById>("/webhooks/:id", async (request, reply) => {
    subscriptions.remove(request.params.id);
    return success(reply, { status: "success" });
  });

  app.post<ById>("/webhooks/rotate-secret/:id", async (request, reply) =>
    success(reply, shownWebhook(subscriptions.rotate(request.params.id), true)),
  );

  app.post("/webhooks/send-test-event", async (request, reply) => {
    const { trigger_type: trigger, webhook_url: url } = read(test, request.body);
    const status = await deliver(url, MOCK_SECRET, mockPayload(trigger), false);
    if (status !== 200) throw badRequest(`The address answered ${status ?? "nothing"}.`);
    return success(reply, { status: "success" });
  });

  app.post("/webhooks/mock-payload", async (request, reply) =>
    success(reply, mockPayload(read(mock, request.body).trigger_type)),
  );
}

/** The address must give back what it is asked, and nothing else. @throws NylasFault 400 */
async function verify(url: string, takesOwn: boolean): Promise<void> {
  const { hostname, protocol } = new URL(url);
  const isOwn = takesOwn && isLoopback(hostname);
  if (!isOwn && protocol !== "https:") throw unverified("the address must be https");
  // Documented: addresses of this tunnel are blocked.
  if (/(^|\.)ngrok(-free)?\.(io|app|dev|com)$/.test(hostname)) throw unverified("ngrok is not supported");
  const challenge = randomUUID();
  const asked = new URL(url);
  asked.searchParams.set("challenge", challenge);
  const answer = await fetch(asked, { redirect: "manual", signal: AbortSignal.timeout(CHALLENGE_MS) }).catch(
    () => null,
  );
  if (!answer) throw unverified("no answer within 10 seconds");
  const body = await answer.text().catch(() => "");
  if (answer.status !== 200) throw unverified(`status is not ok, got ${answer.status}`);
  if (body !== challenge) throw unverified("the answer is not the challenge");
}

/** What an event of this kind looks like, with values of nobody. */
function mockPayload(trigger: string) {
  const object = trigger.startsWith("message.")
    ? shownMessage(MOCK_MAIL, "mock-grant-id")
    : { object: trigger.split(".")[0], id: "mock-id", grant_id: "mock-grant-id" };
  const event = { id: "mock-id", source: "/nylas/mock", time: 1_767_600_000, trigger, type: trigger, object };
  return envelope(event, 1);
}

const MOCK_MAIL = {
  id: "mock-id",
  threadId: "mock-thread-id",
  date: 1_767_600_000,
  folders: ["INBOX"],
  from: [{ name: "Mock", email: "mock@nylas.example" }],
  to: [{ name: "Mock", email: "mock@nylas.example" }],
  cc: [],
  bcc: [],
  subject: "Mock",
  body: "<p>Mock</p>",
  messageId: null,
  references: [],
  attachments: [],
  unread: true,
  starred: false,
};
