import type { Texts } from "../../../../core/issues/texts";

/** All texts of a language: those of the pages, and those the connector and the pages have in common. */
export interface PageTexts {
  readonly core: Texts;
  readonly page: Readonly<Record<string, string>>;
}

/** A script of texts is a web resource of its own, so that a person loads one language: it leaves them here for the page. */
interface Place {
  waveSyncTexts?: PageTexts;
}

export function giveTexts(texts: PageTexts): void {
  (globalThis as Place).waveSyncTexts = texts;
}

export const givenTexts = (): PageTexts | undefined => (globalThis as Place).waveSyncTexts;
