import { z } from "zod";
import { normaliseGuid } from "../../../core/values/guid";

/** A GUID in any writing the platform uses, brought to ours. */
export const guid = z.string().transform((text, context) => {
  const id = normaliseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no GUID" });
  return z.NEVER;
});

/** Logical name of a table. */
export const table = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/** LCID of the asker's language. */
export const language = z.number().int().positive().nullish();

/** A parameter that holds JSON; `wrong` says what it should have been. */
export function json<T>(parse: (text: string) => T, wrong: string) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch {
      context.addIssue({ code: "custom", message: wrong });
      return z.NEVER;
    }
  });
}

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

/** The platform may pass a parameter nobody gave as its type's default: those of `optional` are left out then. */
export function withoutDefaults(
  input: Readonly<Record<string, unknown>>,
  optional: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) => !optional.includes(name) || !["", 0, EMPTY_GUID].includes(value as string | number),
    ),
  );
}
