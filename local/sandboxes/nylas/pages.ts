import { escapeHtml } from "../../../core/values/escape-html";
import { safeHtml } from "../../../core/values/safe-html";
import {
  button,
  input,
  REFRESH,
  sandboxPage,
  select,
  suggestions,
  textArea,
  when,
  type Brand,
} from "../page";
import type { Mail, Person } from "./mail";
import type { Mailbox } from "./mailbox";
import type { Subscription } from "./subscriptions";
import type { LoggedAttempt } from "./webhooks";

/** Nylas' colours here, for light and for dark screens. */
const BRAND: Brand = { light: ["#1f4fd8", "#fff"], dark: ["#9db8ff", "#0a1a4a"] };

/** The list of everybody whom an address field offers. */
const PEOPLE = "people";

/** All mailboxes, and where a mail is written. Everything is escaped. */
export function mailboxesPage(
  mailboxes: readonly Mailbox[],
  everybody: readonly Person[],
  base: string,
  sent: boolean,
): string {
  const row = ({ grant, size }: Mailbox) =>
    `<tr><td>${link(`${base}/mailboxes/${grant.id}`, grant.name || grant.email)}<br>${escapeHtml(grant.email)}</td><td>${grant.provider}</td><td>${state(grant.status)}</td><td>${size}</td></tr>`;
  const writer = mailboxes[0]?.grant;
  const form = composeForm(
    { from: sayPerson(everybody.at(mailboxes.length)), to: sayPerson(writer) },
    everybody,
  );
  return page(
    "Mailboxes",
    base,
    `<h1>Mailboxes</h1>
<table><thead><tr><th>Mailbox</th><th>Provider</th><th>Sign-in</th><th>Mails</th></tr></thead><tbody>${mailboxes.map(row).join("\n")}</tbody></table>
<h2>Write a mail</h2>${sent ? SENT : ""}<p class="id">Whoever it is from: a mailbox above keeps a copy in Sent, mailboxes it goes to have it in their inbox.</p>${form}`,
  );
}

/** What a mailbox holds, the newest first. Everything is escaped. */
export function mailboxPage(mailbox: Mailbox, mails: readonly Mail[], base: string): string {
  const { grant, size } = mailbox;
  const row = (mail: Mail) =>
    `<tr><td>${when(new Date(mail.date * 1000))}</td><td>${escapeHtml(foldersOf(mail, mailbox))}</td><td>${escapeHtml(said(mail.from))} → ${escapeHtml(said(mail.to))}</td><td>${link(mailPath(base, grant.id, mail), mail.subject || "(no subject)")}</td></tr>`;
  const wayBack = grant.status === "valid" ? "Let the sign-in expire" : "Sign in again";
  return page(
    grant.name || grant.email,
    base,
    `<h1>${escapeHtml(grant.name || grant.email)}</h1><p class="id">${escapeHtml(grant.email)} · ${grant.provider} · ${state(grant.status)} · ${size} mails, the newest ${mails.length} below. This page refreshes automatically.</p>
${button(wayBack, `${base}/mailboxes/${grant.id}/status`)}
<table><thead><tr><th>When</th><th>Folder</th><th>From and to</th><th>Subject</th></tr></thead><tbody>${mails.map(row).join("\n")}</tbody></table>`,
    REFRESH,
  );
}

/** A mail, to be read, answered, moved and deleted. Everything is escaped, and the mail's own HTML is put together anew. */
export function mailPage({
  base,
  everybody,
  mail,
  mailbox,
  sent,
}: {
  readonly mail: Mail;
  readonly mailbox: Mailbox;
  readonly everybody: readonly Person[];
  readonly base: string;
  readonly sent: boolean;
}): string {
  const { bcc, cc, from, messageId, subject, to } = mail;
  const path = mailPath(base, mailbox.grant.id, mail);
  const line = (word: string, value: string) =>
    value === "" ? "" : `<tr><th>${word}</th><td>${escapeHtml(value)}</td></tr>`;
  const answer = subject.startsWith("Re: ") ? subject : `Re: ${subject}`;
  const folders = mailbox.folders.map(({ id, name }) => [id, name] as const);
  return page(
    subject || "(no subject)",
    base,
    `<h1>${escapeHtml(subject || "(no subject)")}</h1><p class="id">${when(new Date(mail.date * 1000))} · in ${link(`${base}/mailboxes/${mailbox.grant.id}`, mailbox.grant.email)}, ${escapeHtml(foldersOf(mail, mailbox))}</p>
<table>${line("From", all(from))}${line("To", all(to))}${line("Cc", all(cc))}${line("Bcc", all(bcc))}${line("Message-ID", messageId ?? "none")}${line("Attachments", mail.attachments.map(({ filename }) => filename).join(", "))}</table>
<div class="text">${safeHtml(mail.body)}</div>
<form method="post" action="${path}/move" class="row">${select("folder", "Folder", folders, mail.folders[0] ?? "")}<button type="submit">Move</button></form>
${button("Delete", `${path}/delete`)}
<h2>Answer it</h2>${sent ? SENT : ""}${composeForm({ from: all(to.slice(0, 1)), to: all(from), subject: answer }, everybody)}`,
  );
}

/** Who hears of what happens, and what they said lately. Everything is escaped. */
export function webhooksPage(
  subscriptions: readonly Subscription[],
  attempts: readonly LoggedAttempt[],
  base: string,
): string {
  const subscription = ({ status, triggers, url }: Subscription) =>
    `<tr><td>${escapeHtml(url)}</td><td>${escapeHtml(triggers.join(", "))}</td><td>${status}</td></tr>`;
  const attempt = ({ at, attempt: number, status, type }: LoggedAttempt) =>
    `<tr><td>${when(new Date(at))}</td><td>${escapeHtml(type)}</td><td>${number}</td><td>${status ?? "no answer"}</td></tr>`;
  return page(
    "Webhooks",
    base,
    `<h1>Webhooks</h1><p class="id">This page refreshes automatically.</p>
<table><thead><tr><th>Address</th><th>Triggers</th><th>Status</th></tr></thead><tbody>${subscriptions.map(subscription).join("\n")}</tbody></table>
<h2>Latest deliveries</h2>
<table><thead><tr><th>When</th><th>Event</th><th>Attempt</th><th>Answer</th></tr></thead><tbody>${attempts.map(attempt).join("\n")}</tbody></table>`,
    REFRESH,
  );
}

const SENT = '<p class="saved" role="status">Sent.</p>';

function composeForm(
  { from, subject = "", to }: { readonly from: string; readonly to: string; readonly subject?: string },
  everybody: readonly Person[],
): string {
  return `${suggestions(PEOPLE, everybody.map(sayPerson))}<form method="post">${input("from", "From", from, PEOPLE)}${input("to", "To (several are separated by commas)", to, PEOPLE)}${input("cc", "Cc", "", PEOPLE)}${input("subject", "Subject", subject)}${textArea("text", "Text", "", 6)}<button type="submit">Send</button></form>`;
}

function page(title: string, base: string, body: string, head = ""): string {
  const links = { Mailboxes: `${base}/mailboxes`, Webhooks: `${base}/webhooks` };
  return sandboxPage({ system: "Nylas", brand: BRAND, title, links, body, head });
}

const state = (status: "valid" | "invalid") =>
  status === "valid" ? '<span class="saved">valid</span>' : '<span class="bad">expired</span>';

const foldersOf = ({ folders }: Mail, mailbox: Mailbox) =>
  folders.map((id) => mailbox.folders.find((folder) => folder.id === id)?.name ?? id).join(", ");

const said = (people: readonly Person[]) => people.map(({ email, name }) => name || email).join(", ");

const sayPerson = (person: Person | undefined) =>
  person === undefined ? "" : person.name === "" ? person.email : `${quoted(person.name)} <${person.email}>`;

const all = (people: readonly Person[]) => people.map(sayPerson).join(", ");

/** A name with a comma in it would be read as two people. */
const quoted = (name: string) =>
  /["(),.:;<>@[\\\]]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name;

const mailPath = (base: string, grant: string, { id }: Mail) =>
  `${base}/mailboxes/${grant}/mails/${encodeURIComponent(id)}`;

const link = (url: string, text: string) => `<a href="${url}">${escapeHtml(text)}</a>`;
