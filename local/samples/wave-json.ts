import { z } from "zod";
import type { WaveContact } from "../sandboxes/wave";
import { EMPTY_CONTACT } from "../sandboxes/wave";

const text = z.string().nullable();
const time = z.iso.datetime({ offset: true });

/** A contact in Wave's own JSON; everything but the id may be missing, nothing may be unknown. */
export const waveJson = z.strictObject({
  id: z.union([z.string().min(1), z.int().transform(String)]),
  firstName: text.optional(),
  lastName: text.optional(),
  emails: z
    .array(z.strictObject({ value: z.string().min(1), primary: z.boolean().default(false) }))
    .optional(),
  phones: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        label: text.default(null),
        primary: z.boolean().default(false),
      }),
    )
    .optional(),
  company: text.optional(),
  jobTitle: text.optional(),
  city: text.optional(),
  address: text.optional(),
  website: text.optional(),
  language: text.optional(),
  note: text.optional(),
  assignedTo: z
    .strictObject({ email: z.string().min(1) })
    .nullable()
    .optional(),
  createdAt: time.optional(),
  updatedAt: time.optional(),
});

/** Fills in what the file left out. */
export function fromWaveJson(input: z.infer<typeof waveJson>): WaveContact {
  const updatedAt = input.updatedAt ?? input.createdAt ?? "2026-01-05T08:00:00.000Z";
  return { ...EMPTY_CONTACT, ...input, createdAt: input.createdAt ?? updatedAt, updatedAt };
}
