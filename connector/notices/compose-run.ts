import { fill } from "../../core/issues/fill";
import type { Language } from "../../core/issues/languages";
import { composed, inWords, TEXTS, type Composed } from "./compose";

/** What kept records from being synced, or the whole run from its end; `count`: how many records. */
export interface Cause {
  readonly title: string;
  readonly count?: number;
  readonly nextStep: string;
}

export interface RunContent {
  /** The environment's address. */
  readonly url: string;
  /** The mapping's name. */
  readonly mapping: string;
  readonly began: Date;
  readonly causes: readonly Cause[];
}

/** What a run has left open, for who started it. */
export function composeRun({ url, mapping, began, causes }: RunContent, language: Language): Composed {
  const { runErrors } = TEXTS[language];
  const places = { host: new URL(url).host, mapping, since: inWords(began, language) };
  const put = (text: string) => fill(text, places);
  const steps = causes.map(
    ({ title, count, nextStep }) => `${count === undefined ? title : `${title} (${count})`}: ${nextStep}`,
  );
  return composed(language, put(runErrors.subject), [put(runErrors.happened)], runErrors.footer, {
    title: runErrors.todo,
    steps,
    after: [runErrors.where],
  });
}
