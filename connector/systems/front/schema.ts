import { z } from "zod";
import { SystemError } from "../contract/system-error";
import { notUnderstood } from "../base/failure";

const text = z.string().nullish().catch(null);

/** Tolerant readers: unknown members pass, known ones must make sense. */
export const accountFrame = z.looseObject({
  id: z.string().min(1),
  name: text,
  description: text,
  domains: z.array(z.string()).catch([]),
  // Front's own example has a number here.
  external_id: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((id) => (id === undefined || id === null || id === "" ? null : String(id))),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  updated_at: z.number().nullish().catch(null),
});

export type AccountJson = z.infer<typeof accountFrame>;

export const contactFrame = z.looseObject({
  id: z.string().min(1),
  name: text,
  description: text,
  links: z.array(z.string()).catch([]),
  handles: z.array(z.looseObject({ handle: z.string(), source: z.string() })).catch([]),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  updated_at: z.number().nullish().catch(null),
});

export type ContactJson = z.infer<typeof contactFrame>;

export const pageFrame = z.looseObject({
  _results: z.array(z.unknown()),
  _pagination: z.looseObject({ next: z.string().nullish() }).nullish(),
});

export const customFieldsFrame = z.looseObject({
  _results: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
    }),
  ),
});

export type CustomFieldJson = z.infer<typeof customFieldsFrame>["_results"][number];

export const teammatesFrame = z.looseObject({
  _results: z.array(
    z.looseObject({
      id: z.string(),
      email: text,
      username: text,
      first_name: text,
      last_name: text,
      is_blocked: z.boolean().nullish().catch(false),
    }),
  ),
});

export const meFrame = z.looseObject({ id: z.string(), name: text });

/** Reads a piece of an answer, or says which piece made no sense. @throws SystemError UNEXPECTED */
export function read<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".");
  throw notUnderstood("Front", `${what}${where ? ` (${where})` : ""} has an unknown form.`, parsed.error);
}

/** Whether Front did not like what it was given; what it did not like, it has not done. */
export const isRefusal = (error: unknown): error is SystemError =>
  error instanceof SystemError && error.code === "SYSTEM_REJECTED";
