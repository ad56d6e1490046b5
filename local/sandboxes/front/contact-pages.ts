import { escapeHtml } from "../../../core/values/escape-html";
import { input, REFRESH, textArea } from "../page";
import type { CustomField, FrontAccount } from "./account";
import type { FrontContact, Handle } from "./contact";
import { page, textOf, whenSeconds } from "./pages";

/** A contact with the accounts it is in. */
export interface ContactShown {
  readonly contact: FrontContact;
  readonly accounts: readonly FrontAccount[];
}

/** All contacts, the latest change first, each with its account. Everything is escaped. */
export function contactListPage(contacts: readonly ContactShown[], base: string): string {
  const rows = contacts.map(
    ({ accounts, contact }) =>
      `<tr><td>${linkTo(contact, base)}</td><td>${accountLinks(accounts, base)}</td><td class="on">${whenSeconds(contact.updated_at)}</td></tr>`,
  );
  return page(
    "Contacts",
    base,
    `<h1>Contacts</h1><p class="id">${contacts.length} ${contacts.length === 1 ? "contact" : "contacts"}, the latest change first. This page refreshes automatically.</p>
<table><thead><tr><th>Name</th><th>Account</th><th>Changed</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`,
    REFRESH,
  );
}

/** A contact as people see it in Front, to be read and edited. */
export function contactPage(
  { accounts, contact }: ContactShown,
  fields: readonly CustomField[],
  base: string,
  saved: boolean,
): string {
  const inputs = [
    input("name", "Name", contact.name),
    textArea("description", "Description", contact.description),
    input("links", "Links", contact.links.join(", ")),
    ...fields.map((field) =>
      input(`custom.${field.name}`, field.name, textOf(contact.custom_fields[field.name], field)),
    ),
  ];
  return page(
    contact.name || contact.id,
    base,
    `<h1>${escapeHtml(nameOf(contact))}</h1><p class="id">${escapeHtml(contact.id)} · Changed: ${whenSeconds(contact.updated_at)}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}
<p>Account: ${accountLinks(accounts, base) || "none"}</p>
<table><thead><tr><th>Source</th><th>Handle</th></tr></thead><tbody>${contact.handles.map(handleRow).join("\n")}</tbody></table>
<form method="post">${inputs.join("\n")}<button type="submit">Save</button></form>`,
  );
}

/** The contacts that are in an account, for its page. */
export function membersList(members: readonly FrontContact[], base: string): string {
  if (members.length === 0) return "";
  return `<h2>Contacts</h2><ul>${members.map((each) => `<li>${linkTo(each, base)}</li>`).join("")}</ul>`;
}

const nameOf = ({ handles, name }: FrontContact) => name || handles[0]?.handle || "No name";

const linkTo = (contact: FrontContact, base: string) =>
  `<a href="${base}/contacts/${encodeURIComponent(contact.id)}">${escapeHtml(nameOf(contact))}</a>`;

const accountLinks = (accounts: readonly FrontAccount[], base: string) =>
  accounts
    .map(({ id, name }) => `<a href="${base}/accounts/${encodeURIComponent(id)}">${escapeHtml(name)}</a>`)
    .join(", ");

const handleRow = ({ handle, source }: Handle) =>
  `<tr><td>${escapeHtml(source)}</td><td>${escapeHtml(handle)}</td></tr>`;
