import { orNull } from "../base/failure";
import type { SystemCall } from "../contract/object";
import type { OpenSystem, SystemSubscription } from "../contract/system";
import { read, webhookFrame, webhooksFrame } from "./schema";
import type { Send } from "./transport";

/** How ours is called in Enginy's list of webhooks. */
const NAME = "Wave Sync for Dynamics 365";

/** What Enginy tells of. Opens, clicks, tags and changed fields are not among it. */
export const EVENTS = [
  "CONNECTION_REQUEST_SENT",
  "CONNECTION_REQUEST_ACCEPTED",
  "LINKEDIN_MESSAGE_SENT",
  "EMAIL_SENT",
  "INMAIL_SENT",
  "MESSAGE_REPLIED",
] as const;

/** Enginy's webhooks. There is no call that deletes one: it is switched off, and its secret taken away. */
export class EnginySubscriptions implements NonNullable<OpenSystem["subscriptions"]> {
  constructor(private readonly send: Send) {}

  async subscribe(url: string, secret: string, call: SystemCall): Promise<SystemSubscription> {
    const list = await this.send({ endpoint: "webhooks" }, call);
    const known = read(webhooksFrame, list, "the list of webhooks").data.filter((each) => each.url === url);
    const [first, ...others] = known;
    const asked = { name: NAME, url, events: EVENTS, campaignIds: [], secret, enabled: true };
    const answer = await this.send(
      first
        ? { endpoint: "webhooks", path: pathOf(first.id), method: "PATCH", body: asked }
        : { endpoint: "webhooks", body: asked, repeatable: false },
      call,
    );
    for (const { id } of others) await this.unsubscribe(id, call);
    return { id: read(webhookFrame, answer, "the webhook").data.id };
  }

  async unsubscribe(id: string, call: SystemCall): Promise<void> {
    const body = { enabled: false, secret: null };
    await orNull(this.send({ endpoint: "webhooks", path: pathOf(id), method: "PATCH", body }, call));
  }
}

const pathOf = (id: string) => `webhooks/${encodeURIComponent(id)}`;
