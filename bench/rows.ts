import { randomUUID } from "node:crypto";
import type { WaveContact } from "../local/sandboxes/wave";

/** What every contender writes for a contact, whatever way it goes. */
export interface PreparedRows {
  readonly contacts: readonly Record<string, unknown>[];
  readonly links: readonly Record<string, unknown>[];
}

/** The seed's rule for `company`, and the size of `description`. */
const COMPANY_LENGTH = 49;
const DESCRIPTION_LENGTH = 2000;

/**
 * The rows of an import: a contact with the seed's columns, and the link that joins it to Wave.
 * @param owners systemuserid by email, lower case
 */
export function prepareRows(
  contacts: readonly WaveContact[],
  connectionId: string,
  owners: ReadonlyMap<string, string>,
): PreparedRows {
  const rows = contacts.map((contact) => ({ contact, id: randomUUID() }));
  return {
    contacts: rows.map(({ contact, id }) => contactRow(contact, id, owners)),
    links: rows.map(({ contact, id }) => linkRow(contact, id, connectionId)),
  };
}

function contactRow(contact: WaveContact, contactid: string, owners: ReadonlyMap<string, string>) {
  const owner = owners.get(contact.assignedTo?.email.toLowerCase() ?? "");
  return {
    contactid,
    firstname: contact.firstName,
    lastname: contact.lastName,
    emailaddress1: primary(contact.emails),
    mobilephone: primary(contact.phones),
    company: contact.company?.slice(0, COMPANY_LENGTH) ?? null,
    jobtitle: contact.jobTitle,
    websiteurl: contact.website,
    description: contact.note?.slice(0, DESCRIPTION_LENGTH) ?? null,
    externaluseridentifier: `wavecnct_${contact.id}`,
    ...(owner ? { "ownerid@odata.bind": `/systemusers(${owner})` } : {}),
  };
}

function linkRow(contact: WaveContact, recordId: string, connectionId: string) {
  return {
    wave_linkid: randomUUID(),
    wave_name: contact.id,
    wave_externalid: contact.id,
    wave_systemobject: "contact",
    wave_table: "contact",
    wave_recordid: recordId,
    "wave_Connection@odata.bind": `/wave_connections(${connectionId})`,
    "wave_Contact@odata.bind": `/contacts(${recordId})`,
  };
}

function primary(entries: readonly { readonly value: string; readonly primary: boolean }[]): string | null {
  return (entries.find((entry) => entry.primary) ?? entries[0])?.value ?? null;
}

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

/** Runs tasks, at most `limit` at a time, in order of their start. */
export async function inParallel<T>(
  limit: number,
  list: readonly T[],
  task: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...list];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
