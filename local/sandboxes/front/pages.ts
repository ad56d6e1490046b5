import { escapeHtml } from "../../../core/values/escape-html";
import { input, REFRESH, sandboxPage, textArea, when, type Brand } from "../page";
import type { CustomField, CustomValue, FrontAccount } from "./account";

/** Front's colours, for light and for dark screens. */
const BRAND: Brand = { light: ["#7d2fc4", "#fff"], dark: ["#c79bf5", "#22093d"] };

/** All accounts, the latest change first. Everything is escaped. */
export function listPage(accounts: readonly FrontAccount[], base: string): string {
  const rows = accounts.map(
    ({ id, name, domains, updated_at: at }) =>
      `<tr><td><a href="${base}/accounts/${encodeURIComponent(id)}">${escapeHtml(name)}</a></td><td>${escapeHtml(domains.join(", "))}</td><td class="on">${whenSeconds(at)}</td></tr>`,
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
    textArea("description", "Description", account.description ?? ""),
    ...fields.map((field) =>
      input(`custom.${field.name}`, field.name, textOf(account.custom_fields[field.name], field)),
    ),
  ];
  return page(
    account.name,
    base,
    `<h1>${escapeHtml(account.name)}</h1><p class="id">${escapeHtml(account.id)} · External ID: ${escapeHtml(account.external_id ?? "none")} · Changed: ${whenSeconds(account.updated_at)}</p>
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

/** Front counts seconds. */
export const whenSeconds = (seconds: number) => when(new Date(seconds * 1000));

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A page of the sandbox; everything in `body` is escaped already. */
export function page(title: string, base: string, body: string, head = ""): string {
  const links = { Accounts: `${base}/accounts`, Contacts: `${base}/contacts` };
  return sandboxPage({ system: "Front", brand: BRAND, title, links, body, head });
}
