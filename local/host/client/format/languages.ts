/** Languages of the user interface: LCID to BCP 47 tag and own name. */
export interface Language {
  readonly lcid: number;
  readonly tag: string;
  readonly name: string;
  readonly datePattern: string;
  readonly timePattern: string;
}

/** Patterns as Dataverse's usersettings default to for the language's locale. */
export const LANGUAGES: readonly Language[] = [
  { lcid: 1033, tag: "en-US", name: "English", datePattern: "M/d/yyyy", timePattern: "h:mm tt" },
  { lcid: 1031, tag: "de-DE", name: "Deutsch", datePattern: "dd.MM.yyyy", timePattern: "HH:mm" },
  { lcid: 1036, tag: "fr-FR", name: "Français", datePattern: "dd/MM/yyyy", timePattern: "HH:mm" },
  { lcid: 3082, tag: "es-ES", name: "Español", datePattern: "dd/MM/yyyy", timePattern: "H:mm" },
];

const ENGLISH = LANGUAGES[0] as Language;

/** The language for an LCID; English for one the host has no strings for. */
export function languageOf(lcid: number): Language {
  return LANGUAGES.find((language) => language.lcid === lcid) ?? ENGLISH;
}
