import { z } from "zod";
import { notUnderstood } from "../base/failure";

const text = z.string().nullish().catch(null);

/** Ids are numbers at Enginy; whichever way they come, they are texts for us. */
const id = z.union([z.number().int(), z.string().min(1)]).transform(String);

/** Tolerant readers: unknown members pass, known ones must make sense. */
export const recordFrame = z.looseObject({ id, updatedAt: text });

export const companyOfContactFrame = z
  .looseObject({ id: id.nullish().catch(null), name: text, domain: text, companyLinkedInUrl: text })
  .nullish()
  .catch(null);

export const pageFrame = z.looseObject({
  data: z.array(z.unknown()),
  meta: z.looseObject({ page: z.number(), pageSize: z.number(), total: z.number() }),
});

export const fieldsFrame = z.looseObject({
  data: z.looseObject({
    fields: z.array(z.looseObject({ id: z.string().min(1), label: text, dataType: text })),
  }),
});

export type FieldJson = z.infer<typeof fieldsFrame>["data"]["fields"][number];

export const ownersFrame = z.looseObject({ data: z.array(z.looseObject({ id, name: text, email: text })) });

export const identitiesFrame = z.looseObject({
  data: z.looseObject({
    identities: z.array(z.looseObject({ identityId: id, identityName: text, identityEmail: text })),
  }),
});

export type IdentityJson = z.infer<typeof identitiesFrame>["data"]["identities"][number];

const count = z
  .number()
  .nullish()
  .transform((n) => n ?? 0);

const message = z.looseObject({
  type: z.string(),
  subject: text,
  isContactSender: z.boolean(),
  isAutosent: z.boolean().nullish().transform(Boolean),
  senderIdentityId: id.nullish().catch(null),
  viewCount: count,
  clickCount: count,
  createdAt: z.string(),
});

export type MessageJson = z.infer<typeof message>;

export const messagesFrame = z.looseObject({ data: z.looseObject({ messages: z.array(message) }) });

const thread = z.looseObject({
  contactId: id,
  senderIdentityIds: z.array(id).catch([]),
  tags: z.array(z.looseObject({ name: z.string() })).catch([]),
});

export type ThreadJson = z.infer<typeof thread>;

export const threadsFrame = z.looseObject({
  data: z.array(thread),
  meta: z.looseObject({ pageSize: z.number().min(1), total: z.number() }),
});

const webhook = z.looseObject({ id, url: text });

export const webhooksFrame = z.looseObject({ data: z.array(webhook) });
export const webhookFrame = z.looseObject({ data: webhook });

/** Reads a piece of an answer, or says which piece made no sense. @throws SystemError UNEXPECTED */
export function read<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".");
  throw notUnderstood("Enginy", `${what}${where ? ` (${where})` : ""} has an unknown form.`, parsed.error);
}
