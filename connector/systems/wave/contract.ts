import { z } from "zod";

/**
 * What we assume of Wave's interface (docs/wave-contract.md). Wave publishes none, so every name and limit that the
 * client uses stands here and can be set per connection; nothing else in the code claims to know them.
 */
export const waveContract = z.object({
  paths: z
    .object({
      contacts: z.string().default("/contacts"),
      members: z.string().default("/team-members"),
      me: z.string().default("/me"),
      webhooks: z.string().default("/webhooks"),
    })
    .prefault({}),
  query: z
    .object({
      limit: z.string().default("limit"),
      cursor: z.string().default("cursor"),
      updatedSince: z.string().default("updated_since"),
      email: z.string().default("email"),
      lastName: z.string().default("last_name"),
      /** Several ids, separated by commas; empty where there is no such filter. */
      ids: z.string().default("ids"),
    })
    .prefault({}),
  headers: z
    .object({
      authorization: z.string().default("authorization"),
      /** Put before the API key, with a space between. */
      scheme: z.string().default("Bearer"),
      idempotencyKey: z.string().default("idempotency-key"),
      /** Brings the `updatedAt` the contact was read with, in quotes; empty where Wave takes no conditions. */
      ifMatch: z.string().default("if-match"),
      correlationId: z.string().default("x-correlation-id"),
    })
    .prefault({}),
  /** Headers of a call to our webhook. `secret` is for senders that cannot sign. */
  webhook: z
    .object({
      eventId: z.string().default("x-wave-event-id"),
      timestamp: z.string().default("x-wave-timestamp"),
      signature: z.string().default("x-wave-signature"),
      secret: z.string().default("x-wave-secret"),
    })
    .prefault({}),
  /** JSON names of the fields, by the canonical names that mappings use. */
  fields: z
    .object({
      firstName: z.string().default("firstName"),
      lastName: z.string().default("lastName"),
      company: z.string().default("company"),
      jobTitle: z.string().default("jobTitle"),
      city: z.string().default("city"),
      website: z.string().default("website"),
      language: z.string().default("language"),
      note: z.string().default("note"),
    })
    .prefault({}),
  /** JSON names of the lists whose primary entry is a canonical field, and of the assigned colleague. */
  lists: z
    .object({ primaryEmail: z.string().default("emails"), primaryPhone: z.string().default("phones") })
    .prefault({}),
  assignedTo: z.string().default("assignedTo"),
  /** The most contacts in one page. */
  maxPageSize: z.int().min(1).default(500),
});

export type WaveContract = z.infer<typeof waveContract>;
