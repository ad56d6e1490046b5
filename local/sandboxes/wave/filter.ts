import type { WaveContact } from "./contact";

/** Which contacts a list is of. */
export interface ContactFilter {
  readonly updatedSince: string | null;
  /** Lower case; whoever has the address or the name is found. */
  readonly email: string | null;
  readonly lastName: string | null;
  /** Only these; the store looks them up. */
  readonly ids: readonly string[] | null;
}

/** Whether a contact belongs into the list by what it holds. */
export function fitsFilter(filter: ContactFilter): (contact: WaveContact) => boolean {
  const { updatedSince, email, lastName } = filter;
  const since = updatedSince === null ? null : Date.parse(updatedSince);
  return (contact) => {
    if (since !== null && Date.parse(contact.updatedAt) < since) return false;
    if (email === null && lastName === null) return true;
    const hasAddress = email !== null && addresses(contact).some((value) => lower(value) === email);
    return hasAddress || (lastName !== null && lower(contact.lastName) === lastName);
  };
}

/** A file may have brought contacts whose fields hold anything at all. */
function addresses({ emails }: WaveContact): readonly unknown[] {
  return Array.isArray(emails) ? emails.map((entry: { value?: unknown } | null) => entry?.value) : [];
}

function lower(value: unknown): string | null {
  return typeof value === "string" ? value.toLowerCase() : null;
}
