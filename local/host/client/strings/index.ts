import de from "./de.json";
import en from "./en.json";
import es from "./es.json";
import fr from "./fr.json";

export type StringKey = keyof typeof en;
type Strings = Readonly<Record<StringKey, string>>;

/** Texts of the host itself, by LCID. Everything else on the screen comes from the solution. */
const STRINGS: Readonly<Record<number, Strings>> = { 1033: en, 1031: de, 1036: fr, 3082: es };

let current: Strings = en;

export function setLanguage(lcid: number): void {
  current = STRINGS[lcid] ?? en;
}

/** The text for `key`, with `{name}` filled in. */
export function t(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return current[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
