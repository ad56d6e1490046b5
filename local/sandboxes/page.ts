import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { escapeHtml } from "../../core/values/escape-html";
import type { Fault } from "./rest";

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f4fa;--card:#fff;--text:#1f1b27;--soft:#524a62;--line:#ddd7e6;--field:#938aa5;--good:#0a6b2b;--bad:#a4262c}
@media (prefers-color-scheme:dark){:root{--ground:#17141d;--card:#231f2b;--text:#f5f2fa;--soft:#c0b8cf;--line:#463f54;--field:#8d83a1;--good:#7fd99a;--bad:#ff9ea1}}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:var(--ground);color:var(--text)}
header{background:var(--brand);color:var(--on-brand);border-bottom:1px solid transparent;padding:12px 24px;font-weight:600}
header a{color:inherit;text-decoration:none}nav{display:inline;margin-left:24px;font-weight:400}nav a{margin-right:12px;text-decoration:underline}
main{max-width:760px;margin:32px auto;background:var(--card);border:1px solid transparent;border-radius:12px;padding:24px 32px;box-shadow:0 1px 8px #0002}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:24px 0 0}.id{color:var(--soft);font-size:13px;margin:0 0 16px;overflow-wrap:anywhere}
main a{color:var(--brand)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-size:13px;font-weight:600}td.on{white-space:nowrap}
label{display:block;margin:12px 0 0;font-size:13px;color:var(--soft)}
input,textarea,select{display:block;width:100%;box-sizing:border-box;font:inherit;font-size:16px;padding:6px 8px;color:var(--text);background:var(--card);border:1px solid var(--field);border-radius:6px}
button{margin-top:20px;font:inherit;padding:8px 20px;border:1px solid transparent;border-radius:6px;background:var(--brand);color:var(--on-brand);cursor:pointer}
:focus-visible{outline:2px solid var(--brand);outline-offset:2px}
form+table{margin-top:20px}.text{border:1px solid var(--line);border-radius:6px;padding:4px 16px;margin:16px 0;overflow-wrap:anywhere}.bad{color:var(--bad)}.row{display:flex;gap:12px;align-items:end;flex-wrap:wrap}.row label{flex:1}ol.id{padding-left:20px}
.saved{color:var(--good)}`;

/** Background and text of a system's bar, for light and for dark screens. */
export interface Brand {
  readonly light: readonly [background: string, text: string];
  readonly dark: readonly [background: string, text: string];
}

/** So often the list asks anew, so that who watches it sees accounts arrive. */
const REFRESH_SECONDS = 3;
export const REFRESH = `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`;

/** A page that people look at. Everything in `body` is escaped already; the first of the links, where there are any, is the way home. */
export function sandboxPage({
  system,
  brand,
  title,
  links = {},
  body,
  head = "",
}: {
  readonly system: string;
  readonly brand: Brand;
  readonly title: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly head?: string;
}): string {
  const colours = ([background, text]: Brand["light"]) => `:root{--brand:${background};--on-brand:${text}}`;
  const style = `${STYLE}${colours(brand.light)}@media (prefers-color-scheme:dark){${colours(brand.dark)}}`;
  const nav = Object.entries(links).map(([word, url]) => `<a href="${url}">${escapeHtml(word)}</a>`);
  const [home] = Object.values(links);
  const bar =
    home === undefined
      ? `${system} sandbox`
      : `<a href="${home}">${system} sandbox</a><nav>${nav.join(" ")}</nav>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · ${system} sandbox</title>
<meta name="viewport" content="width=device-width">${head}<style>${style}</style></head>
<body><header>${bar}</header><main>${body}</main></body></html>`;
}

/** As a person says it; the exact time is there for machines. */
export function when(date: Date): string {
  const said = date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  return `<time datetime="${date.toISOString()}">${escapeHtml(said)} UTC</time>`;
}

/** @param suggestions the id of a list that `suggestions` made */
export function input(name: string, label: string, value: string, suggestions?: string): string {
  const list = suggestions === undefined ? "" : ` list="${escapeHtml(suggestions)}"`;
  return `<label>${escapeHtml(label)}<input name="${escapeHtml(name)}" value="${escapeHtml(value)}"${list}></label>`;
}

/** What inputs offer while somebody types. */
export function suggestions(id: string, values: readonly string[]): string {
  const options = values.map((value) => `<option value="${escapeHtml(value)}">`);
  return `<datalist id="${escapeHtml(id)}">${options.join("")}</datalist>`;
}

/** One of several, each a value with its word. */
export function select(
  name: string,
  label: string,
  options: readonly (readonly [value: string, word: string])[],
  chosen: string,
): string {
  const each = ([value, word]: readonly [string, string]) =>
    `<option value="${escapeHtml(value)}"${value === chosen ? " selected" : ""}>${escapeHtml(word)}</option>`;
  return `<label>${escapeHtml(label)}<select name="${escapeHtml(name)}">${options.map(each).join("")}</select></label>`;
}

/** A button that does one thing; `to` where its page does not do it. */
export function button(word: string, to?: string): string {
  const action = to === undefined ? "" : ` action="${escapeHtml(to)}"`;
  return `<form method="post"${action}><button type="submit">${escapeHtml(word)}</button></form>`;
}

/** A text of several lines. */
export function textArea(name: string, label: string, value: string, rows = 3): string {
  return `<label>${escapeHtml(label)}<textarea name="${escapeHtml(name)}" rows="${rows}">${escapeHtml(value)}</textarea></label>`;
}

/** Pages take what their own forms send, as URLSearchParams, and none that another site sends. */
export function acceptForms(app: FastifyInstance, forbidden: (message: string) => Fault): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  );
  app.addHook("onRequest", async (request) => {
    if (request.method === "POST" && isForeign(request)) throw forbidden("Another site sent this form.");
  });
}

/** Sends a page, in which nothing but its own style and forms can act. */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    .header("x-content-type-options", "nosniff")
    .send(page);
}

/** Browsers say where a form comes from; one from elsewhere must not edit the samples. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
