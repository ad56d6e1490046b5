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
    .map((it) => ` ${it.name}="${escapeText(it.value).replaceAll('"', "&quot;").replaceAll("\n", "&#xA;")}"`)
    .join("");
}

/** Escapes what XML text must not hold as it is. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
