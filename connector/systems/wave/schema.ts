import { z } from "zod";

/** Numbers and flags where text is expected are read as text; a missing field is an empty one. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === "" ? null : String(value)));

const entry = z.union([
  z.string().transform((value) => ({ value, primary: false })),
  z.looseObject({ value: z.string(), primary: z.boolean().nullish().transform(Boolean) }),
]);

/** An email or phone entry; whatever else it holds is kept and written back as it was. */
export type Entry = z.infer<typeof entry> & Readonly<Record<string, unknown>>;

/** Tolerant readers: unknown fields pass, known ones must make sense. */
export const readText = text;
export const readEntries = z
  .array(entry)
  .nullish()
  .transform((list): Entry[] => list ?? []);
export const readAssigned = z
  .looseObject({ email: text })
  .nullish()
  .transform((value) => value?.email ?? null);

/** A contact's id: a text, or a number that is one. */
export const contactId = z.union([z.string(), z.int().transform(String)]);

/** A contact at all: whatever its fields are worth. */
export const contactFrame = z.looseObject({});

export const listFrame = z.looseObject({
  data: z.array(z.unknown()),
  nextCursor: z.string().min(1).nullish(),
  total: z.number().nullish(),
});

export const memberFrame = z.looseObject({
  id: z.coerce.string(),
  email: text,
  name: text,
  active: z.boolean().nullish(),
});

export const membersFrame = z.looseObject({ data: z.array(memberFrame) });

export const meFrame = z.looseObject({
  organization: z.looseObject({ id: z.coerce.string(), name: text }).nullish(),
  id: z.coerce.string().optional(),
  name: text,
});

export const subscriptionFrame = z.looseObject({ id: z.coerce.string().min(1), url: text });

export const subscriptionsFrame = z.looseObject({ data: z.array(subscriptionFrame) });
