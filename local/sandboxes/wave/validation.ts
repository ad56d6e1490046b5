import { z } from "zod";
import type { FieldError } from "./errors";
import { invalidFields } from "./errors";
import type { WaveContactInput } from "./contact";

/** The longest text each field takes. Assumed: Wave publishes none (docs/wave-contract.md). */
export const MAX_LENGTH = {
  firstName: 100,
  lastName: 100,
  company: 200,
  jobTitle: 200,
  city: 100,
  address: 500,
  website: 500,
  language: 35,
  note: 10_000,
  email: 254,
  phone: 40,
  label: 30,
} as const;

/** The most email addresses, or phones, of one contact. */
const MAX_ENTRIES = 10;

const text = (max: number) => z.string().max(max).nullable();

const email = z
  .string()
  .max(MAX_LENGTH.email)
  .regex(/^[^\s@]+@[^\s@]+$/u, "not an email address");

const onePrimary = (entries: readonly { primary: boolean }[]) =>
  entries.filter((entry) => entry.primary).length <= 1;

const entries = <T extends z.ZodType<{ primary: boolean }>>(entry: T) =>
  z.array(entry).max(MAX_ENTRIES).refine(onePrimary, "more than one entry is marked primary");

const contactInput = z.strictObject({
  firstName: text(MAX_LENGTH.firstName),
  lastName: text(MAX_LENGTH.lastName),
  emails: entries(z.strictObject({ value: email, primary: z.boolean().default(false) })),
  phones: entries(
    z.strictObject({
      value: z.string().max(MAX_LENGTH.phone).regex(/\p{N}/u, "not a phone number"),
      label: text(MAX_LENGTH.label).default(null),
      primary: z.boolean().default(false),
    }),
  ),
  company: text(MAX_LENGTH.company),
  jobTitle: text(MAX_LENGTH.jobTitle),
  city: text(MAX_LENGTH.city),
  address: text(MAX_LENGTH.address),
  website: text(MAX_LENGTH.website),
  language: text(MAX_LENGTH.language),
  note: text(MAX_LENGTH.note),
  assignedTo: z.strictObject({ email }).nullable(),
});

/**
 * Checks a write. Fields that are absent stay absent, unknown ones are refused.
 * The first entry of a list becomes the primary one when none is marked.
 * Throws 422 with one entry per field.
 */
export function parseContactInput(body: unknown): Partial<WaveContactInput> {
  const parsed = contactInput.partial().safeParse(body);
  if (!parsed.success) throw invalidFields(parsed.error.issues.flatMap(toFieldErrors));
  const { emails, phones, ...rest } = parsed.data;
  return {
    ...rest,
    ...(emails ? { emails: markPrimary(emails) } : {}),
    ...(phones ? { phones: markPrimary(phones) } : {}),
  };
}

function markPrimary<T extends { readonly primary: boolean }>(list: readonly T[]): readonly T[] {
  if (list.some((entry) => entry.primary)) return list;
  return list.map((entry, index) => (index === 0 ? { ...entry, primary: true } : entry));
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: path([...issue.path, key]),
      code: "unknown_field",
      message: "There is no such field.",
    }));
  }
  return [{ field: path(issue.path), code: codeOf(issue), message: issue.message }];
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_big") return "too_long";
  return issue.code === "invalid_type" ? "wrong_type" : "invalid";
}

function path(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    "",
  );
}
