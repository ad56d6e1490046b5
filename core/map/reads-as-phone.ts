import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** What people write between the digits of a number, and the words they put before it or before an extension. */
const NUMBER_ONLY = /^[\s+()\-\u2010-\u2015./,;:*#\d]+$/;
const WORDS = /\b(?:tel|telephone|telefon|phone|fon|fax|mobile?|ext|x|durchwahl|poste)\b/giu;
/** Shorter ones are years, house numbers, or a name ("4711"). */
const FEWEST_DIGITS = 5;

/**
 * Whether a person would take a text for a phone number, or find one in it: "+49 30 1234567", "(030) 12 34 56",
 * "Tel. 030/123456 ext. 12". The name of a company is none, even with digits in it ("3M", "1&1 Telecom", "4711").
 */
export function readsAsPhone(text: string): boolean {
  const plain = text.normalize("NFKC");
  if (parsePhoneNumberFromString(plain)?.isPossible()) return true;
  const rest = plain.replace(WORDS, " ");
  return NUMBER_ONLY.test(rest) && rest.replace(/\D/g, "").length >= FEWEST_DIGITS;
}
