import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Sql } from "../database/database";
import type { SecretStore } from "../state/secrets";

/** 256 bits: nobody guesses it. */
const SECRET_BYTES = 32;
/** Events on their way, and a receiver set up by hand, may still use the former secret for so long. */
const FORMER_MS = 24 * 60 * 60_000;

const kept = z.object({
  current: z.string(),
  former: z.object({ secret: z.string(), until: z.iso.datetime() }).optional(),
});

/** What a connection's events are signed with; `former` until its time is over. */
export type WebhookSecret = z.infer<typeof kept>;

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** The connection's secret, or null when it has none (any more). */
export async function findWebhookSecret(
  secrets: SecretStore,
  environmentId: string,
  connectionId: string,
): Promise<WebhookSecret | null> {
  const stored = await secrets.get(environmentId, `webhook:${connectionId}`);
  return stored === null ? null : kept.parse(JSON.parse(stored));
}

export async function saveWebhookSecret(
  secrets: SecretStore,
  environmentId: string,
  connectionId: string,
  secret: WebhookSecret,
  sql?: Sql,
): Promise<void> {
  await secrets.put(environmentId, `webhook:${connectionId}`, JSON.stringify(secret), sql);
}

/** A new secret; the one before stays good for a day. */
export function renewed(before: WebhookSecret | null, now: Date): WebhookSecret {
  const until = new Date(now.getTime() + FORMER_MS).toISOString();
  return { current: newSecret(), ...(before ? { former: { secret: before.current, until } } : {}) };
}

/** Every secret that is good now, the current one first. */
export function goodSecrets({ current, former }: WebhookSecret, now: Date): readonly string[] {
  return former && Date.parse(former.until) > now.getTime() ? [current, former.secret] : [current];
}
