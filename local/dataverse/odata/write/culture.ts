import type { LookupValue } from "../../contracts";
import type { QueryScope } from "../../query/types";

/** How a person reads: language of labels, form of numbers and dates, her time zone. */
export interface Culture {
  /** LCID of labels. */
  readonly language: number;
  readonly number: Intl.NumberFormat;
  readonly dateTime: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly decimal: (digits: number) => Intl.NumberFormat;
  readonly currencySymbol: string;
}

/** Locales of the languages the product speaks; others read English. */
const LOCALES: Readonly<Record<number, string>> = {
  1033: "en-US",
  1031: "de-DE",
  1036: "fr-FR",
  3082: "es-ES",
  2057: "en-GB",
};
const ENGLISH = 1033;

const cultures = new Map<string, Culture>();

/** The caller's culture, from her user settings. */
export const cultureOf = ({ kernel, context, reader }: QueryScope): Culture => {
  const settings =
    kernel.model.table("usersettings") === undefined ? undefined : reader.get("usersettings", context.userId);
  const language =
    (settings?.values["uilanguageid"] as number | undefined) ?? kernel.organization.baseLanguage;
  const locale = (settings?.values["localeid"] as number | undefined) ?? language;
  const currency = settings?.values["transactioncurrencyid"] as LookupValue | undefined;
  const symbol = currency && reader.get(currency.table, currency.id)?.values["currencysymbol"];
  return makeCulture(language, locale, typeof symbol === "string" ? symbol : "$");
};

const makeCulture = (language: number, localeId: number, currencySymbol: string): Culture => {
  const name = `${language}/${localeId}/${currencySymbol}`;
  const known = cultures.get(name);
  if (known !== undefined) return known;
  const locale = LOCALES[localeId] ?? LOCALES[ENGLISH];
  const decimals = new Map<number, Intl.NumberFormat>();
  const culture: Culture = {
    language,
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    dateTime: new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZone: "UTC",
    }),
    date: new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      timeZone: "UTC",
    }),
    decimal: (digits) => {
      let found = decimals.get(digits);
      if (found === undefined) {
        found = new Intl.NumberFormat(locale, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        });
        decimals.set(digits, found);
      }
      return found;
    },
    currencySymbol,
  };
  cultures.set(name, culture);
  return culture;
};
