import type { Names } from "../../state/privacy";

/** Lists in what was asked and answered that have one entry for each record. */
const LISTS: ReadonlySet<string> = new Set(["records", "recordIds"]);

/**
 * What was asked or answered about several people, with the entries of one person only: the others' are not hers to read.
 * Texts that are no JSON stay as they are.
 */
export function narrowed(text: unknown, names: Names): unknown {
  if (typeof text !== "string") return text;
  const wanted = [...names.rowIds, ...names.externalIds];
  try {
    return JSON.stringify(
      JSON.parse(text, (key, value: unknown) =>
        LISTS.has(key) && Array.isArray(value) ? value.filter((each) => isNamedIn(each, wanted)) : value,
      ),
    );
  } catch {
    return text;
  }
}

/** Whether one of the names is a value somewhere in a JSON value. */
export function isNamedIn(value: unknown, names: readonly string[]): boolean {
  if (typeof value === "string") return names.includes(value) || names.includes(value.toLowerCase());
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((each) => isNamedIn(each, names));
}
