import { addressParser, decodeWords } from "postal-mime";
import { unfolded } from "./header-text";

/** Somebody a mail came from or went to. */
export interface MailAddress {
  /** In lower case, as addresses are compared. */
  readonly address: string;
  /** What the sender's program calls them, decoded; null where it says nothing but the address. */
  readonly name: string | null;
}

/** As much as a mail system takes of one address: 64 before the "@", 255 after it. RFC 5321, section 4.5.3.1. */
const LONGEST_ADDRESS = 320;

/** More is no header of a mail; it is cut there. */
const LONGEST_HEADER = 100_000;

/**
 * Everybody in an address header, each address once: members of groups, names in quotes, in comments or in encoded words (RFC 2047),
 * several addresses in one header, several headers. Whatever cannot be read is left out; nothing throws.
 * https://www.rfc-editor.org/rfc/rfc5322#section-3.4
 */
export function parseAddresses(header: string | readonly string[]): MailAddress[] {
  const headers = typeof header === "string" ? [header] : header;
  const found = headers.flatMap((text) =>
    addressParser(unfolded(text).slice(0, LONGEST_HEADER), { flatten: true }),
  );
  return uniqueAddresses(found.map(({ address = "", name }) => mailAddress(address, name)));
}

/**
 * Everybody a system tells of as `{ name, email }`, each address once. Values are taken as they come: an address within a longer text, a
 * name in encoded words, no name, no address at all (left out).
 */
export function addressesFrom(people: unknown): MailAddress[] {
  if (!Array.isArray(people)) return [];
  return uniqueAddresses(
    people.map((person: unknown) => {
      const { email, name } = (person ?? {}) as { readonly email?: unknown; readonly name?: unknown };
      if (typeof email !== "string") return null;
      const [parsed] = parseAddresses(email);
      if (!parsed) return null;
      return typeof name === "string" && name.trim() !== ""
        ? mailAddress(parsed.address, decodedWords(name))
        : parsed;
    }),
  );
}

/** One address in the form in which addresses are compared; null where the text holds none, or more than one. */
export function comparableAddress(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const found = parseAddresses(text.replace(/^\s*mailto:/i, ""));
  return found.length === 1 ? found[0]!.address : null;
}

/** What follows the "@"; "" for a text that is no address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1 || address.length);
}

/** A header's text with its encoded words read: `=?utf-8?Q?caf=C3=A9?=` is "café". https://www.rfc-editor.org/rfc/rfc2047 */
export function decodedWords(text: string): string {
  return decodeWords(unfolded(text));
}

function mailAddress(address: string, name: string): MailAddress | null {
  const comparable = address.trim().toLowerCase();
  if (!isAddress(comparable)) return null;
  const said = plain(name);
  return {
    address: comparable,
    name: said === "" || said.toLowerCase() === comparable ? null : said,
  };
}

/** Something on both sides of the last "@", and nothing between that would be read as several. */
function isAddress(text: string): boolean {
  return (
    text.length <= LONGEST_ADDRESS &&
    /^[^\s<>,;:()[\]@\p{Cc}]+@([^\s<>,;:()[\]@\p{Cc}"]+|\[[^\s[\]]+\])$/u.test(text)
  );
}

/** One line, without what cannot be seen. */
function plain(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^(['"])(.*)\1$/, "$2")
    .trim();
}

/** The first of each address; a later one gives its name where the first has none. */
function uniqueAddresses(found: readonly (MailAddress | null)[]): MailAddress[] {
  const byAddress = new Map<string, MailAddress>();
  for (const each of found) {
    if (each === null) continue;
    const known = byAddress.get(each.address);
    if (!known || (known.name === null && each.name !== null)) byAddress.set(each.address, each);
  }
  return [...byAddress.values()];
}
