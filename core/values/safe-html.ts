/** Elements that only format a text; everything else is left out, its text stays. */
const KEPT: ReadonlySet<string> = new Set(
  "a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s span strong sub sup table tbody td tfoot th thead tr u ul".split(
    " ",
  ),
);
/** Elements whose text is no text to read. */
const SILENT =
  "script|style|title|template|noscript|iframe|object|svg|math|textarea|select|xmp|noembed|noframes";
/** Addresses that open a page or write a mail, and run nothing. */
const ADDRESS = /^(https?:|mailto:|tel:)/i;

const TOKEN = new RegExp(
  [
    "<!--[\\s\\S]*?(?:-->|$)",
    `<(${SILENT})\\b[\\s\\S]*?(?:</\\1\\s*>|$)`,
    "<(/?)([a-z][a-z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    "<[!?][^>]*>?",
  ].join("|"),
  "gi",
);
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/i;

/**
 * A text of somebody else's as HTML that is safe to show: it is put together anew from what is known to be harmless, so nothing that was
 * overlooked gets through. Plain text keeps its lines.
 */
export function safeHtml(text: string): string {
  return isHtml(text) ? rebuilt(text) : escaped(text).replace(/\r\n?|\n/g, "<br>");
}

function isHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i.test(text);
}

function rebuilt(html: string): string {
  let safe = "";
  let at = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [token, , slash = "", name = "", attributes = ""] = match;
    safe += escaped(html.slice(at, match.index), true) + tag(slash, name.toLowerCase(), attributes);
    at = match.index + token.length;
  }
  return safe + escaped(html.slice(at), true);
}

function tag(slash: string, name: string, attributes: string): string {
  if (!KEPT.has(name)) return "";
  if (slash) return `</${name}>`;
  if (name !== "a") return `<${name}>`;
  const found = HREF.exec(attributes);
  const address = decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
  return ADDRESS.test(address) ? `<a href="${escaped(address)}">` : "<a>";
}

/** @param keepReferences `&amp;` and the like are what they are already */
function escaped(text: string, keepReferences = false): string {
  const references = keepReferences ? /&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)/gi : /&/g;
  return text
    .replace(references, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** References that could hide what an address begins with. */
function decoded(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_all, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_all, digits: string) => character(Number(digits)))
    .replace(/&amp;/gi, "&")
    .replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : "";
}
