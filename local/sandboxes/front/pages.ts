import { escapeHtml } from "../../../core/values/escape-html";
import type { CustomField, CustomValue, FrontAccount } from "./account";

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f4fa;color:#1f1b27}
header{background:#a857f1;color:#fff;padding:12px 24px;font-weight:600}header a{color:#fff}
main{max-width:760px;margin:32px auto;background:#fff;border-radius:12px;padding:24px 32px;box-shadow:0 1px 8px #0002}
h1{font-size:22px;margin:0}.id{color:#524a62;font-size:13px;margin:0 0 16px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px;border-bottom:1px solid #ddd;vertical-align:top}
label{display:block;margin:12px 0 0;font-size:13px;color:#524a62}
input,textarea{display:block;width:100%;box-sizing:border-box;font:inherit;padding:6px 8px;border:1px solid #938aa5;border-radius:6px}
button{margin-top:20px;font:inherit;padding:8px 20px;border:0;border-radius:6px;background:#7d2fc4;color:#fff;cursor:pointer}
.saved{color:#0a6b2b}`;

/** All accounts, the latest change first. Everything is escaped. */
export function listPage(accounts: readonly FrontAccount[], base: string): string {
  const rows = accounts.map(
    ({ id, name, domains, updated_at: at }) =>
      `<tr><td><a href="${base}/accounts/${encodeURIComponent(id)}">${escapeHtml(name)}</a></td><td>${escapeHtml(domains.join(", "))}</td><td>${escapeHtml(timeOf(at))}</td></tr>`,
  );
  return page(
    "Accounts",
    base,
    `<h1>Accounts</h1><p class="id">${accounts.length} in all, the latest change first. Reload to see what arrived.</p>
<table><thead><tr><th>Name</th><th>Domains</th><th>Changed</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`,
  );
}

/** An account as people see it in Front, to be read and edited. */
export function accountPage(
  account: FrontAccount,
  fields: readonly CustomField[],
  base: string,
  saved: boolean,
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
    `<h1>${escapeHtml(account.name)}</h1><p class="id">${escapeHtml(account.id)} · external id ${escapeHtml(account.external_id ?? "none")} · changed ${escapeHtml(timeOf(account.updated_at))}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}
<form method="post">${inputs.join("\n")}<button type="submit">Save</button></form>`,
  );
}

/** What a form brought, as a value of the field; null for an empty one. */
export function valueOf(text: string, { type }: CustomField): CustomValue {
  if (text.trim() === "") return null;
  if (type === "number") return Number(text);
  if (type === "datetime") return Date.parse(text) / 1000;
  return type === "boolean" ? /^(yes|true)$/i.test(text.trim()) : text.trim();
}

function textOf(value: CustomValue | undefined, { type }: CustomField): string {
  if (value === undefined || value === null) return "";
  if (type === "datetime") return timeOf(Number(value));
  return type === "boolean" ? (value ? "yes" : "no") : String(value);
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function input(name: string, label: string, value: string): string {
  return `<label>${escapeHtml(label)}<input name="${escapeHtml(name)}" value="${escapeHtml(value)}"></label>`;
}

function page(title: string, base: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Front sandbox</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><header><a href="${base}/accounts">Front sandbox</a></header><main>${body}</main></body></html>`;
}
