import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Sql } from "../database/database";
import type { SecretName, SecretStore } from "../state/secrets";

/** 256 bits: nobody guesses it. */
const SECRET_BYTES = 32;
/** Events on their way, and a receiver set up by hand, may still use the former secret for so long. */
const FORMER_MS = 24 * 60 * 60_000;

const kept = z.object({
  current: z.string(),
  former: z.object({ secret: z.string(), until: z.iso.datetime() }).optional(),
  /** Of what a system calls us with: the address that we gave it ourselves, with this key. */
  joined: z.string().optional(),
});

/**
 * What a connection's events are signed with, or Dataverse's webhook brings along; of what a system calls us with, the digest. `former`
 * until its time is over.
 */
export type WebhookSecret = z.infer<typeof kept>;

export type WebhookSecretName = Extract<
  SecretName,
  "webhookKey" | `webhook:${string}` | `systemKey:${string}`
>;

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

export const readWebhookSecret = (stored: string): WebhookSecret => kept.parse(JSON.parse(stored));

/** The secret of a connection's events (`webhook:…`) or calls (`systemKey:…`), or of Dataverse's (`webhookKey`); null when there is none (any more). */
export async function findWebhookSecret(
  secrets: SecretStore,
  environmentId: string,
  name: WebhookSecretName,
): Promise<WebhookSecret | null> {
  const stored = await secrets.get(environmentId, name);
  return stored === null ? null : readWebhookSecret(stored);
}

export async function saveWebhookSecret(
  secrets: SecretStore,
  environmentId: string,
  name: WebhookSecretName,
  secret: WebhookSecret,
  sql?: Sql,
): Promise<void> {
  await secrets.put(environmentId, name, JSON.stringify(secret), sql);
}

/** A new secret, or the one that the system has made; the one before stays good for a day. */
export function renewed(before: WebhookSecret | null, now: Date, current = newSecret()): WebhookSecret {
  const until = new Date(now.getTime() + FORMER_MS).toISOString();
  return { current, ...(before ? { former: { secret: before.current, until } } : {}) };
}

/** Every secret that is good now, the current one first. */
export function goodSecrets({ current, former }: WebhookSecret, now: Date): readonly string[] {
  return former && Date.parse(former.until) > now.getTime() ? [current, former.secret] : [current];
}
