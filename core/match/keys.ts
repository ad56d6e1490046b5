import type { Comparison } from "../mapping/types";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
import { domainKey, domainWithoutEndingKey } from "./comparisons/domain";
import { emailKey } from "./comparisons/email";
import { nameKey } from "./comparisons/name";
import { phoneKey } from "./comparisons/phone";
import { exactKey, ignoreCaseKey } from "./comparisons/text";
import { urlKey } from "./comparisons/url";

export interface KeyOptions {
  /** ISO 3166 alpha-2, for phone numbers without a country code. */
  readonly defaultCountry?: string;
}

const KEYS: Readonly<Record<Comparison, (text: string, options: KeyOptions) => string>> = {
  exact: exactKey,
  ignoreCase: ignoreCaseKey,
  email: emailKey,
  phone: (text, options) => phoneKey(text, options.defaultCountry),
  url: urlKey,
  domain: domainKey,
  domainWithoutEnding: domainWithoutEndingKey,
  name: nameKey,
};

/** The text two values share exactly when the comparison calls them the same; null when there is nothing to compare. */
export function comparisonKey(
  comparison: Comparison,
  value: Value | undefined,
  options: KeyOptions = {},
): string | null {
  if (value === null || value === undefined || isEmpty(value)) return null;
  return KEYS[comparison](String(value), options) || null;
}
