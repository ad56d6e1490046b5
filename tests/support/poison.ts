import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";

/** As a file, or a system, may bring them: nothing says that a field holds what it should. */
export type LooseContact = Readonly<Record<string, unknown>> & { readonly id: unknown };

const WHEN = "2026-01-05T09:00:00.000Z";

/** A good contact, but for what is changed. */
export function loose(id: unknown, changes: Readonly<Record<string, unknown>> = {}): LooseContact {
  return {
    ...EMPTY_CONTACT,
    createdAt: WHEN,
    updatedAt: WHEN,
    firstName: "Ada",
    lastName: `Lovelace ${String(id).slice(0, 20)}`,
    ...changes,
    id,
  };
}

export function asWave(contacts: readonly LooseContact[]): readonly WaveContact[] {
  return contacts as unknown as readonly WaveContact[];
}

/** Ten contacts that JSON carries and nobody can sync, and what each of their issues has to say. */
export const POISONED: readonly (readonly [contact: LooseContact, code: string, names: string])[] = [
  [loose("poison-object", { jobTitle: { x: 1 } }), "RECORD_MALFORMED", "jobTitle"],
  [loose("poison-list", { firstName: ["A"] }), "RECORD_MALFORMED", "firstName"],
  [loose("poison-text", { emails: "x" }), "RECORD_MALFORMED", "emails"],
  [loose("poison-nothing", { phones: [null] }), "RECORD_MALFORMED", "phones"],
  [loose("poison-owner", { assignedTo: "somebody" }), "RECORD_MALFORMED", "assignedTo"],
  [loose("poison\0nul"), "ID_NOT_USABLE", "poisonnul"],
  [loose("poison\ud83dhalf"), "ID_NOT_USABLE", "poison"],
  [loose("poison".repeat(50)), "ID_NOT_USABLE", "poisonpoison"],
  [loose("."), "ID_NOT_USABLE", "."],
  [loose(".."), "ID_NOT_USABLE", ".."],
];

/** Three that are synced without some of their characters, each with the column that lost them. */
export const CLEANED: readonly (readonly [contact: LooseContact, column: string, held: string])[] = [
  [loose("clean-nul", { note: "a\0b" }), "description", "ab"],
  [loose("clean-half", { note: "a\ud83d" }), "description", "a\ufffd"],
  [loose("clean-first", { firstName: "\udc00Zo\0ë" }), "firstname", "\ufffdZoë"],
];
