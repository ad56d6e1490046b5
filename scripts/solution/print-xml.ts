import type { Element } from "@xmldom/xmldom";
import { children } from "./xml";

const INDENT = "  ";

/**
 * Prints an element the way the platform exports it: two spaces a level, `<a />` for an empty element, an element
 * with text on one line. Comments go; so does white space between elements, but not inside a text.
 */
export function printXml(element: Element, level = 0): string {
  const pad = INDENT.repeat(level);
  const open = `${pad}<${element.nodeName}${printAttributes(element)}`;
  const inner = children(element);
  if (inner.length > 0) {
    const lines = inner.map((it) => printXml(it, level + 1));
    return [`${open}>`, ...lines, `${pad}</${element.nodeName}>`].join("\n");
  }
  const text = element.textContent ?? "";
  // `<a></a>` and `<a />` mean the same, but the platform's own exports keep them apart: so do we.
  if (text === "" && element.firstChild === null) return `${open} />`;
  return `${open}>${escapeText(text)}</${element.nodeName}>`;
}

/** A whole file: declaration, root element, no byte order mark. */
export function printXmlFile(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${printXml(root)}`;
}

function printAttributes(element: Element): string {
  return Array.from(element.attributes)
    .map((it) => ` ${it.name}="${escapeAttribute(it.value)}"`)
    .join("");
}

/** Line ends that a parser would turn into a plain line feed, were they not written as references. */
const LINE_ENDS = /[\r\u0085\u2028\u2029]/g;

/** White space that a parser would turn into a blank in an attribute. */
const ATTRIBUTE_SPACE = /[\t\n]/g;

const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

/** Escapes what XML text must not hold as it is. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(LINE_ENDS, reference);
}

/** The same for an attribute's value in double quotes. */
function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', "&quot;").replace(ATTRIBUTE_SPACE, reference);
}
