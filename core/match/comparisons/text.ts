import { comparableText } from "../../values/text";

/** Letter for letter; spaces around, line breaks and how an accent is composed make no difference. */
export function exactKey(text: string): string {
  return comparableText(text).trim();
}

/** As {@link exactKey}, in any case. Only what Dataverse's own comparison ignores too: "ß" and "ss" stay apart. */
export function ignoreCaseKey(text: string): string {
  return exactKey(text).toLowerCase().replaceAll("ς", "σ");
}
