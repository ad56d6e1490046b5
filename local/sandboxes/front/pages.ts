import { escapeHtml } from "../../../core/values/escape-html";
import type { CustomField, CustomValue, FrontAccount } from "./account";

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f4fa;--card:#fff;--text:#1f1b27;--soft:#524a62;--line:#ddd7e6;--field:#938aa5;--brand:#7d2fc4;--on-brand:#fff;--good:#0a6b2b}
@media (prefers-color-scheme:dark){:root{--ground:#17141d;--card:#231f2b;--text:#f5f2fa;--soft:#c0b8cf;--line:#463f54;--field:#8d83a1;--brand:#c79bf5;--on-brand:#22093d;--good:#7fd99a}}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:var(--ground);color:var(--text)}
header{background:var(--brand);color:var(--on-brand);border-bottom:1px solid transparent;padding:12px 24px;font-weight:600}
header a{color:inherit;text-decoration:none}nav{display:inline;margin-left:24px;font-weight:400}nav a{margin-right:12px;text-decoration:underline}
main{max-width:760px;margin:32px auto;background:var(--card);border:1px solid transparent;border-radius:12px;padding:24px 32px;box-shadow:0 1px 8px #0002}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:24px 0 0}.id{color:var(--soft);font-size:13px;margin:0 0 16px;overflow-wrap:anywhere}
main a{color:var(--brand)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-size:13px;font-weight:600}td.on{white-space:nowrap}
label{display:block;margin:12px 0 0;font-size:13px;color:var(--soft)}
input,textarea{display:block;width:100%;box-sizing:border-box;font:inherit;font-size:16px;padding:6px 8px;color:var(--text);background:var(--card);border:1px solid var(--field);border-radius:6px}
button{margin-top:20px;font:inherit;padding:8px 20px;border:1px solid transparent;border-radius:6px;background:var(--brand);color:var(--on-brand);cursor:pointer}
:focus-visible{outline:2px solid var(--brand);outline-offset:2px}
.saved{color:var(--good)}`;

/** So often the list asks anew, so that who watches it sees accounts arrive. */
const REFRESH_SECONDS = 3;
export const REFRESH = `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`;

/** All accounts, the latest change first. Everything is escaped. */
export function listPage(accounts: readonly FrontAccount[], base: string): string {
  const rows = accounts.map(
    ({ id, name, domains, updated_at: at }) =>
      `<tr><td><a href="${base}/accounts/${encodeURIComponent(id)}">${escapeHtml(name)}</a></td><td>${escapeHtml(domains.join(", "))}</td><td class="on">${when(at)}</td></tr>`,
  );
  return page(
    "Accounts",
    base,
    `<h1>Accounts</h1><p class="id">${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}, the latest change first. This page refreshes automatically.</p>
<table><thead><tr><th>Name</th><th>Domains</th><th>Changed</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`,
    REFRESH,
  );
}

/** An account as people see it in Front, to be read and edited; `more` comes below. */
export function accountPage(
  account: FrontAccount,
  fields: readonly CustomField[],
  base: string,
  saved: boolean,
  more: string,
): string {
  const inputs = [
    input("name", "Name", account.name),
    input("domains", "Domains", account.domains.join(", ")),
    `<label>Description<textarea name="description" rows="3">${escapeHtml(account.description ?? "")}</textarea></label>`,
    ...fields.map((field) =>
      input(`custom.${field.name}`, field.name, textOf(account.custom_fields[field.name], field)),
    ),
  ];
  return page(
    account.name,
    base,
    `<h1>${escapeHtml(account.name)}</h1><p class="id">${escapeHtml(account.id)} · External ID: ${escapeHtml(account.external_id ?? "none")} · Changed: ${when(account.updated_at)}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}
<form method="post">${inputs.join("\n")}<button type="submit">Save</button></form>
${more}`,
  );
}

/** What a form brought, as a value of the field; null for an empty one. */
export function valueOf(text: string, { type }: CustomField): CustomValue {
  if (text.trim() === "") return null;
  if (type === "number") return Number(text);
  if (type === "datetime") return Date.parse(text) / 1000;
  return type === "boolean" ? /^(yes|true)$/i.test(text.trim()) : text.trim();
}

export function textOf(value: CustomValue | undefined, { type }: CustomField): string {
  if (value === undefined || value === null) return "";
  if (type === "datetime") return timeOf(Number(value));
  return type === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** As a person says it; the exact time is there for machines. */
export function when(seconds: number): string {
  const date = new Date(seconds * 1000);
  const said = date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  return `<time datetime="${date.toISOString()}">${escapeHtml(said)} UTC</time>`;
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();

export function input(name: string, label: string, value: string): string {
  return `<label>${escapeHtml(label)}<input name="${escapeHtml(name)}" value="${escapeHtml(value)}"></label>`;
}

/** A page of the sandbox; everything in `body` is escaped already. */
export function page(title: string, base: string, body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Front sandbox</title>
<meta name="viewport" content="width=device-width">${head}<style>${STYLE}</style></head>
<body><header><a href="${base}/accounts">Front sandbox</a><nav><a href="${base}/accounts">Accounts</a> <a href="${base}/contacts">Contacts</a></nav></header><main>${body}</main></body></html>`;
}
