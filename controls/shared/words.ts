/**
 * A text of the string resources with its `{0}`, `{1}` filled in. Keys end up in the resx files; a test checks
 * that every key the code uses exists in all languages.
 */
export type Words = (key: string, ...values: readonly (string | number)[]) => string;

/** Words over the framework's resources; these give the key itself where a text is missing. */
export function wordsFrom(resources: Pick<ComponentFramework.Resources, "getString">): Words {
  return (key, ...values) =>
    resources
      .getString(key)
      .replace(/\{(\d)\}/g, (gap, index: string) => String(values[Number(index)] ?? gap));
}

/** The text for a number of things: `<key>_one` or `<key>_other`, by the rules of the language of the texts. */
export function counted(words: Words, key: string, count: number, ...more: readonly string[]): string {
  const form = new Intl.PluralRules(localeOf(words)).select(count) === "one" ? "one" : "other";
  return words(`${key}_${form}`, count, ...more);
}

/** The language of the texts, which may differ from the user's where we have no texts in hers. */
export function localeOf(words: Words): string {
  const locale = words("Locale");
  return locale === "Locale" ? "en" : locale;
}

/** Several names in one sentence: "Job Title and Website". */
export function listed(words: Words, names: readonly string[]): string {
  return new Intl.ListFormat(localeOf(words)).format(names);
}
