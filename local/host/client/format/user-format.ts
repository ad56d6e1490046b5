import { languageOf } from "./languages";
import { zoneOf } from "./time-zones";

/** How a person wants dates and numbers: her usersettings row. */
export interface UserFormat {
  /** BCP 47, for Intl. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** .NET patterns: `dd.MM.yyyy`, `HH:mm`, `h:mm tt`. */
  readonly datePattern: string;
  readonly timePattern: string;
  readonly decimalSymbol: string;
  readonly groupSeparator: string;
  /** Rows on a page of a grid. */
  readonly pageSize: number;
}

/** A grid shows at most this many rows on a page (Dynamics' own limit for usersettings.paginglimit). */
export const MAX_PAGE_SIZE = 250;
const DEFAULT_PAGE_SIZE = 50;

const symbol = (locale: string, type: "decimal" | "group") =>
  new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.5).find((p) => p.type === type)
    ?.value ?? "";

/** Reads a usersettings row; what it leaves open follows the language. */
export function asUserFormat(settings: Readonly<Record<string, unknown>>, language: number): UserFormat {
  const defaults = languageOf(Number(settings.localeid) || language);
  const given = (name: string) => {
    const value = settings[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const pageSize = Number(settings.paginglimit) || DEFAULT_PAGE_SIZE;
  return {
    locale: defaults.tag,
    timeZone: zoneOf(Number(settings.timezonecode)),
    datePattern: given("dateformatstring") ?? defaults.datePattern,
    timePattern: given("timeformatstring") ?? defaults.timePattern,
    decimalSymbol: given("decimalsymbol") ?? symbol(defaults.tag, "decimal"),
    groupSeparator: given("numberseparator") ?? symbol(defaults.tag, "group"),
    pageSize: Math.min(MAX_PAGE_SIZE, pageSize),
  };
}
