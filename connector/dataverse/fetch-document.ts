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

/** Comments and the like, which say nothing; closing tags; opening tags, with `/` where they close at once. */
const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** Reads a FetchXML text; null where it is none. Texts between the elements stay where they are. */
export function readFetchDocument(xml: string): FetchElement | null {
  const open: Open[] = [];
  let root: FetchElement | null = null;
  let at = 0;
  for (const piece of xml.matchAll(PIECE)) {
    const [text, closes, opens, attributes, atOnce] = piece;
    // What lies between the pieces is text, or no XML.
    if (xml.slice(at, piece.index).includes("<")) return null;
    at = piece.index + text.length;
    if (opens !== undefined) {
      open.push({ name: opens, attributes: attributesOf(attributes!), children: [], start: piece.index });
      if (atOnce === "") continue;
    } else if (closes === undefined) continue;
    const element = open.pop();
    if (element === undefined || (closes !== undefined && closes !== element.name)) return null;
    const done = { ...element, end: at };
    const parent = open.at(-1);
    if (parent) parent.children.push(done);
    else if (root !== null) return null;
    else root = done;
  }
  const rest = xml.slice(at);
  return open.length > 0 || rest.includes("<") || root?.name !== "fetch" ? null : root;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, double ?? single ?? ""]),
  );
}
