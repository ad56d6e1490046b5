import { escapeHtml } from "../../../core/values/escape-html";
import { input, REFRESH, sandboxPage, when, type Brand } from "../page";
import type { Campaign, Lead } from "./campaign";
import type { CrmCall, CrmSettings } from "./crm/client";
import type { Message } from "./messages";
import type { EnginyCompany, EnginyContact } from "./record";

/** Enginy's colours here, for light and for dark screens. */
const BRAND: Brand = { light: ["#0b6b5b", "#fff"], dark: ["#6fdcc4", "#04241e"] };

/** What a person may change of a contact, with the labels people read. */
export const CONTACT_INPUTS = [
  ["firstName", "First name"],
  ["lastName", "Last name"],
  ["jobTitle", "Job title"],
  ["professionalEmail", "Professional email"],
  ["mobilePhone", "Mobile phone"],
  ["linkedInProfileUrl", "LinkedIn profile URL"],
] as const satisfies readonly (readonly [keyof EnginyContact, string])[];

export const COMPANY_INPUTS = [
  ["name", "Name"],
  ["domain", "Domain"],
  ["website", "Website"],
  ["companyLinkedInUrl", "LinkedIn company URL"],
  ["industry", "Industry"],
  ["city", "City"],
] as const satisfies readonly (readonly [keyof EnginyCompany, string])[];

/** A contact with what belongs to it. */
export interface ContactShown {
  readonly contact: EnginyContact;
  readonly company?: EnginyCompany;
  readonly campaigns: readonly string[];
  readonly messages: readonly Message[];
}

/** All contacts, the latest change first. Everything is escaped. */
export function contactListPage(contacts: readonly ContactShown[], base: string): string {
  const rows = contacts.map(({ contact, company, campaigns }) => [
    link(`${base}/contacts/${contact.id}`, nameOf(contact)),
    company ? link(`${base}/companies/${company.id}`, company.name ?? String(company.id)) : "",
    escapeHtml(campaigns.join(", ")),
    when(new Date(contact.updatedAt)),
  ]);
  return listPage("Contacts", ["Name", "Company", "Campaigns", "Changed"], rows, base);
}

/** All companies, the latest change first. Everything is escaped. */
export function companyListPage(companies: readonly EnginyCompany[], base: string): string {
  const rows = companies.map((company) => [
    link(`${base}/companies/${company.id}`, company.name ?? String(company.id)),
    escapeHtml(company.domain ?? ""),
    when(new Date(company.updatedAt)),
  ]);
  return listPage("Companies", ["Name", "Domain", "Changed"], rows, base);
}

/** A contact, to be read and changed, with what was written. */
export function contactPage(
  { contact, company, messages }: ContactShown,
  base: string,
  saved: boolean,
): string {
  const { contactCRMId, leadCRMId } = contact;
  const employer = company
    ? link(`${base}/companies/${company.id}`, company.name ?? String(company.id))
    : "none";
  const about = `<p>Company: ${employer} · In the CRM: ${escapeHtml(contactCRMId ?? leadCRMId ?? "no")}</p>`;
  const more =
    messages.length === 0 ? "" : `<h2>Messages</h2><table>${messages.map(messageRow).join("")}</table>`;
  return recordPage(nameOf(contact), contact, CONTACT_INPUTS, { base, saved, about, more });
}

function messageRow({ shown }: Message): string {
  const { clickCount, content, createdAt, isContactSender, subject, type, viewCount } = shown;
  const seen = isContactSender ? "" : ` · opened ${viewCount}, clicked ${clickCount}`;
  return `<tr><td>${when(new Date(createdAt))}</td><td>${isContactSender ? "in" : "out"} · ${type}${seen}</td><td>${subject === null ? "" : `<b>${escapeHtml(subject)}</b><br>`}${escapeHtml(content)}</td></tr>`;
}

/** Steps of a campaign, as people read them. */
const STEPS = {
  email: "Email",
  linkedin_message: "LinkedIn message",
  linkedin_inmail: "LinkedIn InMail",
  linkedin_connection: "LinkedIn invitation",
  linkedin_visit_profile: "Visit of the LinkedIn profile",
  linkedin_like_last_post: "Like of the last LinkedIn post",
  task: "Task",
  end: "End",
} as const satisfies Readonly<Record<Campaign["steps"][number]["type"], string>>;

/** A campaign that runs: where everybody in it is, and a button for its next step. */
export function campaignPage(
  campaign: Campaign,
  leads: readonly (Lead & { readonly name: string })[],
  base: string,
): string {
  const row = ({ contactId, error, name, next, state }: (typeof leads)[number]) =>
    `<tr><td>${link(`${base}/contacts/${contactId}`, name)}</td><td>${state}${error ? ` (${escapeHtml(error)})` : ""}</td><td>${next} of ${campaign.steps.length}</td></tr>`;
  return page(
    campaign.name,
    base,
    `<h1>${escapeHtml(campaign.name)}</h1><ol class="id">${campaign.steps.map(({ type }) => `<li>${STEPS[type]}</li>`).join("")}</ol>
<form method="post"><button type="submit">Take the next step</button></form>
<table><thead><tr><th>Contact</th><th>State</th><th>Steps taken</th></tr></thead><tbody>${leads.map(row).join("\n")}</tbody></table>`,
  );
}

/** All campaigns. Everything is escaped. */
export function campaignListPage(campaigns: readonly Campaign[], base: string): string {
  const rows = campaigns.map(({ id, name, steps }) => [
    link(`${base}/campaigns/${id}`, name),
    String(steps.length),
  ]);
  return listPage("Campaigns", ["Name", "Steps"], rows, base);
}

/** A company, to be read and changed. */
export function companyPage(company: EnginyCompany, base: string, saved: boolean): string {
  const about = `<p>In the CRM: ${escapeHtml(company.companyCRMId ?? "no")}</p>`;
  return recordPage(company.name ?? String(company.id), company, COMPANY_INPUTS, { base, saved, about });
}

/** The CRM that is connected, what was asked of it lately, and a button that exports all contacts. Everything is escaped. */
export function crmPage(settings: CrmSettings | null, calls: readonly CrmCall[], base: string): string {
  const row = ({ at, method, path, status }: CrmCall) =>
    `<tr><td>${when(new Date(at))}</td><td>${escapeHtml(`${method} ${path}`)}</td><td>${status ?? "no answer"}</td></tr>`;
  const body = settings
    ? `<p class="id">${escapeHtml(settings.baseUrl)}</p><form method="post"><button type="submit">Export all contacts</button></form>`
    : '<p class="id">No CRM is connected.</p>';
  return page(
    "CRM",
    base,
    `<h1>CRM</h1>${body}
<table><thead><tr><th>When</th><th>Call</th><th>Status</th></tr></thead><tbody>${calls.map(row).join("\n")}</tbody></table>`,
  );
}

function recordPage<R extends EnginyContact | EnginyCompany>(
  name: string,
  record: R,
  inputs: readonly (readonly [keyof R & string, string])[],
  {
    base,
    saved,
    about,
    more = "",
  }: { readonly base: string; readonly saved: boolean; readonly about: string; readonly more?: string },
): string {
  const body = `<h1>${escapeHtml(name)}</h1><p class="id">${record.id} · Changed: ${when(new Date(record.updatedAt))}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}${about}
<form method="post">${inputs.map(([field, label]) => input(field, label, String(record[field] ?? ""))).join("\n")}<button type="submit">Save</button></form>${more}`;
  return page(name, base, body);
}

function listPage(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  base: string,
): string {
  const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  return page(
    title,
    base,
    `<h1>${title}</h1><p class="id">${rows.length} in all. This page refreshes automatically.</p>
<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows.map(row).join("\n")}</tbody></table>`,
    REFRESH,
  );
}

function page(title: string, base: string, body: string, head = ""): string {
  const links = {
    Contacts: `${base}/contacts`,
    Companies: `${base}/companies`,
    Campaigns: `${base}/campaigns`,
    CRM: `${base}/crm`,
  };
  return sandboxPage({ system: "Enginy", brand: BRAND, title, links, body, head });
}

const nameOf = ({ id, firstName, lastName }: EnginyContact) =>
  [firstName, lastName].filter(Boolean).join(" ") || String(id);

const link = (url: string, text: string) => `<a href="${url}">${escapeHtml(text)}</a>`;
