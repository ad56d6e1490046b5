import { z } from "zod";
import { normaliseGuid } from "../values/guid";
import type { Decision } from "./decision";

const side = z.enum(["system", "dataverse"]);

const guid = z.string().transform((text, context) => {
  const id = normaliseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no GUID" });
  return z.NEVER;
});

const decision = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fields"), fields: z.record(z.string(), side) }),
  z.strictObject({ kind: z.literal("link"), recordId: guid }),
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
