import * as schema from "../../../core/generated/schema";
import { uuidV5 } from "../../../core/ids/uuid-v5";
import type { WantedStep } from "./webhook-steps";

/** What happens to rows. Updates alone can be told by column. */
const MESSAGES = ["Create", "Update", "Delete"] as const;
/** Standard tables whose rows can be merged (reference: MergeRequest). */
const MERGEABLE: ReadonlySet<string> = new Set(["contact", "account", "lead", "incident"]);

/** After the operation, outside its transaction: nobody who edits a row waits for us. */
const POST_OPERATION = 40;
const ASYNCHRONOUS = 1;

/** The steps that tell of one table; for contacts they come with the solution, under the same ids. */
export function eventSteps(table: string, columns: readonly string[]): readonly WantedStep[] {
  return [...MESSAGES, ...(MERGEABLE.has(table) ? ["Merge"] : [])].map((message) => ({
    id: uuidV5(schema.serviceEndpoint.id, `step:${message}:${table}`),
    name: `${schema.serviceEndpoint.name}: ${message} of ${table}`,
    message,
    table,
    stage: POST_OPERATION,
    mode: ASYNCHRONOUS,
    rank: 1,
    asyncAutoDelete: true,
    filteringAttributes: message === "Update" ? columns : [],
  }));
}
