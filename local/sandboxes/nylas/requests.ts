import { z } from "zod";
import { readInput } from "../rest";
import { badRequest } from "./errors";
import { FIELDS } from "./shown-message";

/** The largest page there is. */
const MAX_PAGE = 200;

const whole = z.string().regex(/^\d+$/, "no whole number").transform(Number);
const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const select = z.string().transform((text) => text.split(",").map((name) => name.trim()));
const limit = whole.pipe(z.number().min(1).max(MAX_PAGE)).default(50);
/** Several are repeated, or separated by commas (the latter is documented for `any_email`, inferred for the others). */
const addresses = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((text) => text.split(",")))
  .transform((list) => list.map((text) => text.trim().toLowerCase()));

const paging = { limit, page_token: z.string().optional(), select: select.optional() };

/** What Nylas has and the sandbox has not: told, and not taken for nothing. */
const notBuilt = {
  search_query_native: z.string().optional(),
  metadata_pair: z.string().optional(),
  query_imap: z.string().optional(),
  shared_from: z.string().optional(),
  shared_folder_id: z.string().optional(),
};
export const NOT_BUILT = Object.keys(notBuilt) as (keyof typeof notBuilt)[];

const MAX_ANY_EMAIL = 25;

const filters = {
  in: z.string().optional(),
  received_after: whole.optional(),
  received_before: whole.optional(),
  from: addresses.optional(),
  to: addresses.optional(),
  cc: addresses.optional(),
  bcc: addresses.optional(),
  any_email: addresses.pipe(z.array(z.string()).max(MAX_ANY_EMAIL)).optional(),
  subject: z.string().optional(),
  thread_id: z.string().optional(),
  unread: flag.optional(),
  starred: flag.optional(),
  has_attachment: flag.optional(),
};

/** Parameters that are not named are refused (inferred), so that a misspelt one is noticed. */
export const messageQuery = z.strictObject({
  ...paging,
  ...filters,
  ...notBuilt,
  fields: z.enum(FIELDS).default("standard"),
});
export type MessageQuery = z.infer<typeof messageQuery>;

export const oneMessageQuery = z.strictObject({
  fields: z.enum(FIELDS).default("standard"),
  select: select.optional(),
});

export const threadQuery = z.strictObject({ ...paging, in: filters.in, any_email: filters.any_email });

export const folderQuery = z.strictObject({
  ...paging,
  parent_id: z.string().optional(),
  include_hidden_folders: flag.optional(),
  single_level: flag.optional(),
});

/** Grants are paged by offset, everything else by token. */
export const grantQuery = z.strictObject({
  limit: whole.pipe(z.number().min(1).max(MAX_PAGE)).default(10),
  offset: whole.default(0),
  sort_by: z.enum(["created_at", "updated_at"]).default("created_at"),
  order_by: z.enum(["asc", "desc"]).default("desc"),
  since: whole.optional(),
  before: whole.optional(),
  email: z.string().optional(),
  grant_status: z.enum(["valid", "invalid"]).optional(),
  provider: z.string().optional(),
  ip: z.string().optional(),
  account_id: z.string().optional(),
  account_ids: z.string().optional(),
  workspace_id: z.string().optional(),
});

export const attachmentQuery = z.strictObject({ message_id: z.string().min(1) });

/** What came in. @throws NylasFault 400 */
export function read<T>(schema: z.ZodType<T>, given: unknown): T {
  return readInput(schema, given, (problems) => badRequest(problems.join("; ")));
}
