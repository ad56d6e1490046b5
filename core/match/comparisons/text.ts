import { comparableText } from "../../values/text";

/** Letter for letter; spaces around, line breaks and how an accent is composed make no difference. */
export function exactKey(text: string): string {
  return comparableText(text).trim();
}

/** As {@link exactKey}, in any case. Upper before lower case folds what has no lower form of its own ("ß", "ς"). */
export function ignoreCaseKey(text: string): string {
  return exactKey(text).toUpperCase().toLowerCase().replaceAll("ς", "σ");
}
