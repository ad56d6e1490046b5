import { fill } from "../../core/issues/fill";
import type { Language } from "../../core/issues/languages";
import type { RunKind } from "../state/runs";
import de from "./texts/de.json";
import en from "./texts/en.json";
import es from "./texts/es.json";
import fr from "./texts/fr.json";

const TEXTS: Readonly<Record<Language, Readonly<Record<RunKind, string>>>> = { en, de, fr, es };

/** What a run is called in lists: "Wave contacts: first import". */
export function runName(kind: RunKind, mappingName: string, language: Language): string {
  return fill(TEXTS[language][kind], { mapping: mappingName });
}
