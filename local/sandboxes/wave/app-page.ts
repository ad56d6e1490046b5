import type { WaveContact } from "./contact";

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

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f3f6fb;color:#1b1f27}
header{background:#0b5fff;color:#fff;padding:12px 24px;font-weight:600}
main{max-width:560px;margin:32px auto;background:#fff;border-radius:12px;padding:24px 32px;box-shadow:0 1px 8px #0002}
h1{font-size:22px;margin:0}.id{color:#4a5262;font-size:13px;margin:0 0 16px}
label{display:block;margin:12px 0 0;font-size:13px;color:#4a5262}
input,textarea{display:block;width:100%;box-sizing:border-box;font:inherit;padding:6px 8px;border:1px solid #8a93a5;border-radius:6px}
button{margin-top:20px;font:inherit;padding:8px 20px;border:0;border-radius:6px;background:#0b5fff;color:#fff;cursor:pointer}
ul{padding-left:20px;margin:4px 0}.saved{color:#0a6b2b}`;

/** A contact as its owner sees it in Wave, to be read and edited. Everything is escaped. */
export function contactPage(contact: WaveContact, saved: boolean): string {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(" ") || "(no name)";
  const inputs = PAGE_FIELDS.map(([field, label]) => input(field, label, contact[field] ?? ""));
  const ways = [contact.emails, contact.phones].flatMap((list) => (Array.isArray(list) ? list : []));
  const list = ways.map((way) => `<li>${escapeHtml(way.value)}${way.primary ? " (primary)" : ""}</li>`);
  return page(
    name,
    `<h1>${escapeHtml(name)}</h1><p class="id">${escapeHtml(contact.id)} · changed ${escapeHtml(contact.updatedAt)}</p>
${saved ? '<p class="saved" role="status">Saved.</p>' : ""}
<ul aria-label="Email and phone">${list.join("")}</ul>
<form method="post">${inputs.join("\n")}<button type="submit">Save</button></form>`,
  );
}

/** A page of words only, for a contact that is not there. */
export function messagePage(title: string, words: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p>`);
}

function input(field: string, label: string, value: string): string {
  const control =
    field === "note"
      ? `<textarea name="note" rows="4">${escapeHtml(value)}</textarea>`
      : `<input name="${field}" value="${escapeHtml(value)}">`;
  return `<label>${label}${control}</label>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Wave sandbox</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><header>Wave sandbox</header><main>${body}</main></body></html>`;
}
