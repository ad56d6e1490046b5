import type { Provider } from "./grant";

/** What a folder is for, in the words that Nylas has for all providers. */
export type Attribute = "\\Inbox" | "\\Sent" | "\\Drafts" | "\\Junk" | "\\Trash" | "\\Archive";

export interface Folder {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly attributes: readonly Attribute[];
}

/** Languages that mailboxes of the sandbox speak: folders have the names that people see. */
export type Language = "en" | "de" | "fr";

const NAMES: Readonly<Record<Language, Readonly<Record<Attribute, string>>>> = {
  en: {
    "\\Inbox": "Inbox",
    "\\Sent": "Sent Items",
    "\\Drafts": "Drafts",
    "\\Junk": "Junk Email",
    "\\Trash": "Deleted Items",
    "\\Archive": "Archive",
  },
  de: {
    "\\Inbox": "Posteingang",
    "\\Sent": "Gesendete Elemente",
    "\\Drafts": "Entwürfe",
    "\\Junk": "Junk-E-Mail",
    "\\Trash": "Gelöschte Elemente",
    "\\Archive": "Archiv",
  },
  fr: {
    "\\Inbox": "Boîte de réception",
    "\\Sent": "Éléments envoyés",
    "\\Drafts": "Brouillons",
    "\\Junk": "Courrier indésirable",
    "\\Trash": "Éléments supprimés",
    "\\Archive": "Archives",
  },
};

/** Google's labels are the same in every language; it has none for an archive. */
const GOOGLE: Readonly<Partial<Record<Attribute, string>>> = {
  "\\Inbox": "INBOX",
  "\\Sent": "SENT",
  "\\Drafts": "DRAFT",
  "\\Junk": "SPAM",
  "\\Trash": "TRASH",
};

/** So many folders of one's own come before Sent: a list that stops at its first page of 50 never finds it. */
const OWN_FOLDERS = 58;
const BEFORE_SENT = 54;

/** The folders of a mailbox, in the order in which they are listed: what belongs to work, with `\Sent` on the second page. */
export function foldersOf(provider: Provider, language: Language): readonly Folder[] {
  const names = provider === "google" ? GOOGLE : NAMES[language];
  const system = (Object.entries(names) as [Attribute, string][]).map(([attribute, name]) => ({
    id: provider === "google" ? name : `${PREFIX[provider] ?? ""}${attribute.slice(1)}`,
    name,
    parentId: null,
    attributes: [attribute],
  }));
  const own = Array.from({ length: OWN_FOLDERS }, (_, at) => ({
    id: provider === "google" ? `Label_${at + 1}` : `${PREFIX[provider] ?? ""}Own${at + 1}`,
    name: `${WORD[language]} ${at + 1}`,
    parentId: null,
    attributes: [],
  }));
  const isSent = ({ attributes }: Folder) => attributes.includes("\\Sent");
  const others = system.filter((folder) => !isSent(folder));
  return [...others, ...own.slice(0, BEFORE_SENT), ...system.filter(isSent), ...own.slice(BEFORE_SENT)];
}

/** Microsoft's ids say nothing to people; in IMAP a folder's id is its name. */
const PREFIX: Readonly<Partial<Record<Provider, string>>> = { microsoft: "AAMkFolder", ews: "AAEkFolder" };
const WORD: Readonly<Record<Language, string>> = { en: "Project", de: "Projekt", fr: "Projet" };
