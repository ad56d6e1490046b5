import { escapeHtml } from "../../../core/values/escape-html";
import { input, sandboxPage, textArea, type Brand } from "../page";
import type { WaveContact } from "./contact";

/** Wave's colours, for light and for dark screens. */
const BRAND: Brand = { light: ["#0b5fff", "#fff"], dark: ["#8fb4ff", "#04163b"] };

/** The fields of the page, in the order of a business card, with the labels people read. */
export const PAGE_FIELDS = [
  ["firstName", "First name"],
  ["lastName", "Last name"],
  ["jobTitle", "Job title"],
  ["company", "Company"],
  ["city", "City"],
  ["website", "Website"],
  ["language", "Language"],
  ["note", "Note"],
] as const satisfies readonly (readonly [keyof WaveContact, string])[];

/** A contact as its owner sees it in Wave, to be read and edited. Everything is escaped. */
export function contactPage(contact: WaveContact, saved: boolean): string {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(" ") || "(no name)";
  const inputs = PAGE_FIELDS.map(([field, label]) => {
    const value = String(contact[field] ?? "");
    return field === "note" ? textArea(field, label, value, 4) : input(field, label, value);
  });
  const ways = [contact.emails, contact.phones].flatMap((list) => (Array.isArray(list) ? list : []));
  const list = ways.map(
    (way) => `<li>${escapeHtml(String(way.value))}${way.primary ? " (primary)" : ""}</li>`,
  );
  return page(
    name,
    `<h1>${escapeHtml(name)}</h1><p class="id">${escapeHtml(String(contact.id))} · changed ${escapeHtml(String(contact.updatedAt))}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}
<ul aria-label="Email and phone">${list.join("")}</ul>
<form method="post">${inputs.join("\n")}<button type="submit">Save</button></form>`,
  );
}

/** A page of words only, for a contact that is not there. */
export function messagePage(title: string, words: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p>`);
}

const page = (title: string, body: string) => sandboxPage({ system: "Wave", brand: BRAND, title, body });
