import { z } from "zod";
import { readInput } from "../rest";
import { badRequest, notFound } from "./errors";
import { FIELD_TYPES, type FieldQuery } from "./fields";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What else is sent is refused (inferred). */
export const searchInput = z.strictObject({
  page: z.int().min(1).default(1),
  pageSize: z.int().min(1).max(100).default(25),
  search: z.string().default(""),
  fields: z.array(z.string()).default([]),
  include: z.record(z.string(), z.array(value)).default({}),
});

export type SearchInput = z.infer<typeof searchInput>;

export const fieldQuery = z
  .strictObject({
    search: z.string().optional(),
    /** The documented other name of `search`. */
    query: z.string().optional(),
    fieldType: z.enum(FIELD_TYPES).optional(),
    matchMode: z.enum(["contains", "prefix", "exact"]).default("contains"),
    limit: z.coerce.number().int().min(1).max(100).default(100),
  })
  .transform(({ query, search = query, ...rest }): FieldQuery => ({ ...rest, search }));

export const GRANULARITIES = ["day", "week", "month"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "no ISO date");
const whole = z.string().regex(/^\d+$/, "no id").transform(Number);

export const performanceQuery = z.strictObject({
  startDate: time,
  endDate: time,
  /** Inferred where none is named. */
  granularity: z.enum(GRANULARITIES).default("day"),
  /** Several are repeated or separated by commas (inferred). */
  identityIds: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((text) => text.split(",")))
    .pipe(z.array(whole))
    .optional(),
});

/** Where a list takes nothing but a page; the sizes are those of the search (documented for inboxes, inferred for webhooks). */
export const pageQuery = z.strictObject({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** The id in a path. @throws EnginyFault 404 */
export function idOf(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id)) throw notFound("No such record");
  return id;
}

/** What came in. @throws EnginyFault 400 */
export function read<T>(schema: z.ZodType<T>, given: unknown): T {
  return readInput(schema, given, (problems) => badRequest(problems.join("; ")));
}
