import { XMLSerializer, type Element } from "@xmldom/xmldom";
import type { Labels } from "../../metadata/types";

/** Child elements, of one name or all. */
export function children(parent: Element | undefined, name?: string): readonly Element[] {
  const found: Element[] = [];
  for (let node = parent?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1 && (name === undefined || node.nodeName === name)) found.push(node as Element);
  }
  return found;
}

export function child(parent: Element | undefined, name: string): Element | undefined {
  for (let node = parent?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1 && node.nodeName === name) return node as Element;
  }
  return undefined;
}

/** Elements of a name anywhere below. */
export function descendants(parent: Element | undefined, name: string): readonly Element[] {
  return parent === undefined ? [] : Array.from(parent.getElementsByTagName(name));
}

/** Text of a child, trimmed; undefined when the child is missing or empty. */
export function textOf(parent: Element | undefined, name: string): string | undefined {
  const text = child(parent, name)?.textContent?.trim();
  return text === undefined || text === "" ? undefined : text;
}

export function numberOf(parent: Element | undefined, name: string): number | undefined {
  const text = textOf(parent, name);
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** `1` and `true` are yes, as in exports; undefined when the child is missing. */
export function flagOf(parent: Element | undefined, name: string): boolean | undefined {
  const text = textOf(parent, name)?.toLowerCase();
  return text === undefined ? undefined : text === "1" || text === "true";
}

export function attribute(element: Element, name: string): string | undefined {
  return element.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
}

/** A GUID as rows hold it: lower case, no braces. */
export function guidOf(text: string | undefined): string | undefined {
  const id = text
    ?.trim()
    .replace(/^\{|\}$/g, "")
    .toLowerCase();
  return id === undefined || id === "" ? undefined : id;
}

/** Texts by language from `<displaynames><displayname description= languagecode=/></displaynames>` and its like. */
export function labelsOf(parent: Element | undefined, container: string): Labels {
  const labels: Record<number, string> = {};
  for (const one of children(child(parent, container))) {
    const language = Number(attribute(one, "languagecode"));
    const text = attribute(one, "description");
    if (Number.isInteger(language) && language > 0 && text !== undefined) labels[language] = text;
  }
  return labels;
}

/** The text in the base language, else in any. */
export function textIn(labels: Labels, language: number): string | undefined {
  return labels[language] ?? Object.values(labels)[0];
}

export function outerXml(element: Element): string {
  return new XMLSerializer().serializeToString(element);
}
