import { DOMParser, type Element } from "@xmldom/xmldom";
import { invalidSolutionFile } from "../errors";

/** Nesting of a real form or ribbon stays below 40; recursion over a DOM must not run out of stack. */
const MAX_DEPTH = 200;
/** The longest XML part the importer reads (customizations.xml of a large solution). */
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** Parts that were parsed last: one solution is imported again and again, and nobody changes what was parsed. */
const parsed = new Map<string, Element>();
/** As many parts as a solution of some size has. */
const KEPT = 64;

/**
 * Parses an XML part of a solution; `name` is said in the error. Document types, and with them entities, are refused:
 * no export has them, and they are how a small file grows without end or reads another one.
 */
export function parseXml(bytes: Uint8Array | string, name: string): Element {
  const text = typeof bytes === "string" ? bytes : new TextDecoder("utf-8").decode(bytes);
  const before = parsed.get(text);
  if (before) return before;
  const root = parse(text, name);
  if (parsed.size === KEPT) parsed.delete(parsed.keys().next().value!);
  parsed.set(text, root);
  return root;
}

function parse(text: string, name: string): Element {
  if (text.length > MAX_CHARACTERS) throw invalidSolutionFile(`${name} is too large`);
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw invalidSolutionFile(`${name} has a document type`);
  if (nestingOf(text) > MAX_DEPTH)
    throw invalidSolutionFile(`${name} is nested deeper than ${MAX_DEPTH} levels`);
  let root: Element | null;
  try {
    const onError = (level: string, message: string): void => {
      if (level !== "warning") throw new Error(message);
    };
    root = new DOMParser({ onError }).parseFromString(
      text.replace(/^\uFEFF/, ""),
      "text/xml",
    ).documentElement;
  } catch (error) {
    throw invalidSolutionFile(
      `${name} is not well-formed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (root === null) throw invalidSolutionFile(`${name} is empty`);
  return root;
}

/** Depth of the deepest element, counted on the text so that nothing recursive sees it first. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of text.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^<>]*>/g)) {
    if (tag.startsWith("<!") || tag.startsWith("<?") || tag.endsWith("/>")) continue;
    depth += tag.startsWith("</") ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
