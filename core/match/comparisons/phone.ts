import { phone } from "../../map/transformations/phone";

/**
 * A phone number as E.164; one that cannot be read (no country code) as its digits, which then match only the same digits.
 * "" when there are fewer than five digits: an extension is nobody's number.
 */
export function phoneKey(text: string, defaultCountry?: string): string {
  const number = phone(text.trim(), defaultCountry).replace(/;ext=.*$/, "");
  if (number.startsWith("+") && /^\+\d+$/.test(number)) return number;
  const digits = number.normalize("NFKC").replace(/\D/g, "");
  return digits.length >= FEWEST_DIGITS ? digits : "";
}

const FEWEST_DIGITS = 5;
