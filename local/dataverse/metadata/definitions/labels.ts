import type { Labels } from "../types";

/** The Label complex type, with the caller's language picked out (falls back to the base language, 1033). */
export function labelJson(labels: Labels, language: number): object {
  const one = (text: string, languageCode: number): object => ({
    Label: text,
    LanguageCode: languageCode,
    IsManaged: false,
    MetadataId: null,
    HasChanged: null,
  });
  const chosen = labels[language] === undefined ? 1033 : language;
  const text = labels[chosen];
  return {
    LocalizedLabels: Object.entries(labels).map(([code, label]) => one(label, Number(code))),
    UserLocalizedLabel: text === undefined ? null : one(text, chosen),
  };
}

/** A property an admin could lock: `{ Value, CanBeChanged, ManagedPropertyLogicalName }`. */
export const managed = (value: unknown, name: string): object => ({
  Value: value,
  CanBeChanged: true,
  ManagedPropertyLogicalName: name,
});
