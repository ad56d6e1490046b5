import * as React from "react";
import type { Language } from "../../../core/issues/languages";
import type { Texts } from "../../../core/issues/texts";
import { textFrom, type T } from "./ui/text";
import { formatsOf, type Formats } from "./ui/formats";
import type { PageTexts } from "./texts/given";

/** What every part of the pages needs: words, formats, and the way to Dataverse. */
export interface PageContext {
  readonly t: T;
  readonly texts: Texts;
  readonly language: Language;
  readonly lcid: number;
  readonly formats: Formats;
  readonly send: typeof fetch;
  /** The app the page stands in, for links to its lists; undefined where the page stands alone. */
  readonly appId: string | undefined;
}

export interface PageParts extends Pick<PageContext, "language" | "send" | "appId"> {
  readonly lcid: number | null;
  readonly texts: PageTexts;
}

export function pageContext({ lcid, texts, ...parts }: PageParts): PageContext {
  const formats = formatsOf(parts.language);
  return {
    ...parts,
    formats,
    lcid: lcid ?? LCIDS[parts.language],
    t: textFrom(texts.page),
    texts: texts.core,
  };
}

const LCIDS: Readonly<Record<Language, number>> = { en: 1033, de: 1031, fr: 1036, es: 3082 };

const Context = React.createContext<PageContext | undefined>(undefined);

export const PageProvider = Context.Provider;

export function usePage(): PageContext {
  const page = React.useContext(Context);
  if (!page) throw new Error("There is no PageProvider above.");
  return page;
}
