import { attribute, children } from "./xml";

/** Dataverse's base language here; a label missing in the user's language is shown in it, as the platform does. */
export const BASE_LANGUAGE = 1033;

/** The text for `lcid` from `<label description languagecode>` (or `<Title …>`) elements. */
export function localLabel(elements: readonly Element[], lcid: number): string | undefined {
  const of = (language: number) =>
    elements.find((e) => Number(attribute(e, "languagecode") ?? attribute(e, "LCID")) === language);
  const found = of(lcid) ?? of(BASE_LANGUAGE) ?? elements[0];
  return attribute(found, "description") ?? attribute(found, "Title");
}

/** The text for `lcid` of a `<labels>`-like parent. */
export function labelOf(parent: Element | undefined, lcid: number): string | undefined {
  return localLabel(children(parent), lcid);
}
