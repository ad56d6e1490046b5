import { z } from "zod";
import { notUnderstood } from "../base/failure";

const text = z.string().nullish().catch(null);

/** Tolerant readers: unknown members pass, known ones must make sense. https://developer.nylas.com/docs/reference/api/messages */
export const grantFrame = z.looseObject({
  id: z.string().min(1),
  email: text,
  provider: text,
  grant_status: text,
  blocked: z.boolean().nullish().catch(null),
});

export type GrantJson = z.infer<typeof grantFrame>;

export const grantsFrame = z.looseObject({ data: z.array(z.unknown()) });

export const pageFrame = z.looseObject({ data: z.array(z.unknown()), next_cursor: text });

export const oneFrame = z.looseObject({ data: z.unknown() });

export const folderFrame = z.looseObject({
  id: z.string().min(1),
  name: text,
  attributes: z.array(z.string()).nullish().catch(null),
});

const list = z.array(z.unknown()).nullish().catch(null);

export const messageFrame = z.looseObject({
  id: z.string().min(1),
  thread_id: text,
  subject: text,
  from: list,
  to: list,
  cc: list,
  bcc: list,
  date: z.number().nullish().catch(null),
  snippet: text,
  body: text,
  folders: z.array(z.string()).nullish().catch(null),
  attachments: list,
  headers: list,
});

export type MessageJson = z.infer<typeof messageFrame>;

export const webhookFrame = z.looseObject({
  id: z.string().min(1),
  webhook_url: text,
  webhook_secret: text,
  status: text,
});

export const webhooksFrame = z.looseObject({ data: z.array(webhookFrame).catch([]) });
export const oneWebhookFrame = z.looseObject({ data: webhookFrame });

/** Reads a piece of an answer, or says which piece made no sense. @throws SystemError UNEXPECTED */
export function read<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".");
  throw notUnderstood("Nylas", `${what}${where ? ` (${where})` : ""} has an unknown form.`, parsed.error);
}
