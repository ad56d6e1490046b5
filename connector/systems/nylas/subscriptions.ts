import { orNull } from "../base/failure";
import type { SystemCall } from "../contract/object";
import type { OpenSystem, SystemSubscription } from "../contract/system";
import { oneWebhookFrame, read, webhooksFrame } from "./schema";
import type { Send } from "./transport";
import { TRIGGERS } from "./webhook";

/** How ours is called in Nylas' list of webhooks. */
const DESCRIPTION = "Wave Sync for Dynamics 365";

/** Nylas' webhooks. Nylas makes the secret, and tells it once: https://developer.nylas.com/docs/v3/notifications/receive-notifications/ */
export class NylasSubscriptions implements NonNullable<OpenSystem["subscriptions"]> {
  constructor(private readonly send: Send) {}

  async subscribe(
    url: string,
    _secret: string,
    call: SystemCall,
    secretOf: string | null = null,
  ): Promise<SystemSubscription> {
    const list = await this.send({ path: "webhooks" }, call);
    const ours = read(webhooksFrame, list, "the list of webhooks").data.filter(
      ({ webhook_url: each }) => each === url,
    );
    const kept = ours.find(({ id }) => id === secretOf) ?? ours[0];
    for (const { id } of ours) if (id !== kept?.id) await this.unsubscribe(id, call);
    const asked = { trigger_types: TRIGGERS, webhook_url: url, description: DESCRIPTION };
    if (!kept) {
      const made = await this.send(
        { method: "POST", path: "webhooks", body: asked, repeatable: false },
        call,
      );
      return subscriptionIn(made);
    }
    // One that Nylas has given up for failing too often begins again.
    const status = kept.status === "active" ? {} : { status: "active" };
    await this.send(
      { method: "PUT", path: `webhooks/${encodeURIComponent(kept.id)}`, body: { ...asked, ...status } },
      call,
    );
    if (kept.id === secretOf) return { id: kept.id };
    const path = `webhooks/rotate-secret/${encodeURIComponent(kept.id)}`;
    return subscriptionIn(await this.send({ method: "POST", path, body: {}, repeatable: false }, call));
  }

  async unsubscribe(id: string, call: SystemCall): Promise<void> {
    await orNull(this.send({ method: "DELETE", path: `webhooks/${encodeURIComponent(id)}` }, call));
  }
}

function subscriptionIn(answer: unknown): SystemSubscription {
  const { id, webhook_secret: secret } = read(oneWebhookFrame, answer, "the webhook").data;
  return { id, ...(secret ? { secret } : {}) };
}
