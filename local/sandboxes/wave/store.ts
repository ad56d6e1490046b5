import type { WaveContact, WaveContactInput, WaveMember } from "./contact";
import { EMPTY_CONTACT } from "./contact";
import { contactNotFound, invalidFields } from "./errors";
import type { ContactFilter } from "./filter";
import { fitsFilter } from "./filter";
import { newContactId } from "./ids";
import { Members } from "./members";

export type ContactEventType = "contact.created" | "contact.updated" | "contact.deleted";

/** Told after every change; `contact` is the state after it (before it, for a delete). */
export type ChangeListener = (type: ContactEventType, contact: WaveContact) => void;

interface Entry {
  readonly contact: WaveContact;
  /** Order of creation; the order of the full list, so that an edit moves nobody. */
  readonly created: number;
  /** Order of the last change; the order of a list since a time, so that an edit is seen later rather than never. */
  readonly changed: number;
}

/** One page of contacts and where it ended. */
export interface Page {
  readonly contacts: readonly WaveContact[];
  readonly next: number | null;
  readonly total: number;
}

/** Contacts and members in memory. */
export class WaveStore {
  readonly members = new Members();
  private readonly entries = new Map<string, Entry>();
  private readonly listeners: ChangeListener[] = [];
  private sequence = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  onChange(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  get size(): number {
    return this.entries.size;
  }

  get(id: string): WaveContact {
    const entry = this.entries.get(id);
    if (!entry) throw contactNotFound(id);
    return entry.contact;
  }

  all(): WaveContact[] {
    return [...this.entries.values()].map((entry) => entry.contact);
  }

  create(input: Partial<WaveContactInput>): WaveContact {
    this.checkAssigned(input);
    const time = this.now().toISOString();
    const contact: WaveContact = {
      id: newContactId(),
      ...EMPTY_CONTACT,
      ...input,
      createdAt: time,
      updatedAt: time,
    };
    this.put(contact);
    this.tell("contact.created", contact);
    return contact;
  }

  /** Writes what differs; a write that changes nothing leaves `updatedAt` and tells nobody. */
  update(id: string, input: Partial<WaveContactInput>): WaveContact {
    const before = this.get(id);
    this.checkAssigned(input);
    const after = { ...before, ...input };
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    // No two states of a contact share a time: conditions are made of it.
    const at = Math.max(this.now().getTime(), Date.parse(before.updatedAt) + 1);
    const contact = { ...after, updatedAt: new Date(at).toISOString() };
    this.put(contact);
    this.tell("contact.updated", contact);
    return contact;
  }

  delete(id: string): void {
    const contact = this.get(id);
    this.entries.delete(id);
    this.tell("contact.deleted", contact);
  }

  /** Takes contacts as they are, ids and times included, and tells nobody: how samples arrive. */
  load(contacts: readonly WaveContact[], members: readonly WaveMember[] = []): void {
    for (const member of members) this.members.add(member);
    for (const contact of contacts) {
      if (typeof contact.assignedTo?.email === "string") this.members.addUnknown(contact.assignedTo.email);
      this.put(contact);
    }
  }

  clear(): void {
    this.entries.clear();
    this.members.clear();
  }

  /** Contacts after `after`, in the list's order (see {@link Entry}). */
  page(after: number, limit: number, filter: ContactFilter): Page {
    const since = filter.updatedSince;
    const place = (entry: Entry) => (since === null ? entry.created : entry.changed);
    const fits = fitsFilter(filter);
    const named = filter.ids && [...new Set(filter.ids)].flatMap((id) => this.entries.get(id) ?? []);
    const matching = (named?.sort((a, b) => a.created - b.created) ?? [...this.entries.values()]).filter(
      (entry) => fits(entry.contact),
    );
    const rest = matching.filter((entry) => place(entry) > after);
    // The map keeps the order of creation by itself; only a list since a time needs sorting.
    if (since !== null) rest.sort((a, b) => a.changed - b.changed);
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    return {
      contacts: shown.map((entry) => entry.contact),
      next: last && rest.length > limit ? place(last) : null,
      total: matching.length,
    };
  }

  private put(contact: WaveContact): void {
    const place = ++this.sequence;
    // A poisoned file may hold numbers: in an address, and so in a request for it, an id is a text.
    const id = typeof contact.id === "number" ? String(contact.id) : contact.id;
    const created = this.entries.get(id)?.created ?? place;
    this.entries.set(id, { contact, created, changed: place });
  }

  private tell(type: ContactEventType, contact: WaveContact): void {
    for (const listener of this.listeners) listener(type, contact);
  }

  private checkAssigned(input: Partial<WaveContactInput>): void {
    const email = input.assignedTo?.email;
    if (email === undefined || this.members.has(email)) return;
    throw invalidFields([
      { field: "assignedTo.email", code: "unknown_member", message: "Nobody in the team has this address." },
    ]);
  }
}
