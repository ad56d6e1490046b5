import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

/**
 * A phone number as E.164 ("+33 1 23 45 67 89" -> "+33123456789"); an extension is kept as ";ext=12" (RFC 3966).
 * `defaultCountry` (ISO 3166 alpha-2) reads numbers without a country code. A number that cannot be read stays as typed:
 * a wrong format is worth more to a person than nothing.
 */
export function phone(text: string, defaultCountry?: string): string {
  const number = parsePhoneNumberFromString(text, defaultCountry as CountryCode | undefined);
  if (!number?.isPossible()) return text;
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}
