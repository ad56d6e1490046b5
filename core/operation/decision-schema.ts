import { z } from "zod";
import { normaliseGuid } from "../values/guid";
import { link } from "../generated/schema";
import type { Decision } from "./decision";

const side = z.enum(["system", "dataverse"]);

const guid = z.string().transform((text, context) => {
  const id = normaliseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no GUID" });
  return z.NEVER;
});

/** Whatever a system calls its records; never more than the column of a link holds. */
const externalId = z.string().min(1).max(link.maxLength.externalid);

const decision = z.union([
  z.strictObject({ kind: z.literal("fields"), fields: z.record(z.string(), side) }),
  z.strictObject({ kind: z.literal("link"), recordId: guid }),
  z.strictObject({ kind: z.literal("link"), externalId }),
  z.strictObject({ kind: z.literal("create") }),
  z.strictObject({ kind: z.literal("delete") }),
  z.strictObject({ kind: z.literal("keep") }),
  z.strictObject({ kind: z.literal("retry") }),
  z.strictObject({ kind: z.literal("ignore") }),
]);

/** The JSON of the `Decision` parameter. Throws a ZodError for anything else, and a SyntaxError for what is no JSON. */
export function parseDecision(text: string): Decision {
  return decision.parse(JSON.parse(text));
}
