/** An element of a FetchXML text, and where it stands in it. */
export interface FetchElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly FetchElement[];
  /** Of the whole element within the text. */
  readonly start: number;
  readonly end: number;
}

interface Open extends Omit<FetchElement, "children" | "end"> {
  readonly children: FetchElement[];
}

/** A view that a person made is some kilobytes long, and a few elements deep. */
const MOST_CHARACTERS = 500_000;
const MOST_DEPTH = 100;

/** What says nothing: where it begins, and where it ends. */
const SILENT = [
  ["<!--", "-->"],
  ["<?", "?>"],
] as const;
/** A closing tag, or an opening one, with `/` where it closes at once. Looked for at one place only. */
const TAG = /<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/**
 * Reads a FetchXML text; null where it is none, or larger or deeper than a view is. Texts between the elements stay where they
 * are. Takes time in proportion to the text's length, whatever stands in it: each place is looked at once.
 */
export function readFetchDocument(xml: string): FetchElement | null {
  if (xml.length > MOST_CHARACTERS) return null;
  const open: Open[] = [];
  let root: FetchElement | null = null;
  for (let at = xml.indexOf("<"); at !== -1; at = xml.indexOf("<", at)) {
    const silent = SILENT.find(([begins]) => xml.startsWith(begins, at));
    if (silent) {
      const [begins, ends] = silent;
      const end = xml.indexOf(ends, at + begins.length);
      if (end === -1) return null;
      at = end + ends.length;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(xml);
    if (!tag) return null;
    const [text, closes, opens, attributes, atOnce] = tag;
    const start = at;
    at += text.length;
    if (opens !== undefined) {
      open.push({ name: opens, attributes: attributesOf(attributes!), children: [], start });
      if (open.length > MOST_DEPTH) return null;
      if (atOnce === "") continue;
    }
    const element = open.pop();
    if (element === undefined || (closes !== undefined && closes !== element.name)) return null;
    const done = { ...element, end: at };
    const parent = open.at(-1);
    if (parent) parent.children.push(done);
    else if (root !== null) return null;
    else root = done;
  }
  return open.length > 0 || root?.name !== "fetch" ? null : root;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, double ?? single ?? ""]),
  );
}
