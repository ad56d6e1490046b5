import type { WaveContact } from "../sandboxes/wave";
import { contactIdFrom } from "../sandboxes/wave";

/** The columns of a CSV, and the flat keys of a JSON object, that a contact is made of. */
export const FLAT_FIELDS = [
  "id",
  "first_name",
  "last_name",
  "email",
  "phone",
  "company",
  "job_title",
  "city",
  "website",
  "language",
  "note",
  "owner_email",
] as const;

export type FlatField = (typeof FLAT_FIELDS)[number];
export type FlatContact = Readonly<Partial<Record<FlatField, string | null>>>;

/** "Job Title", "jobTitle" and "job-title" are all `job_title`; undefined for a name that is none of ours. */
export function flatFieldOf(name: string): FlatField | undefined {
  const plain = name.toLowerCase().replace(/[^\p{L}]/gu, "");
  return FLAT_FIELDS.find((field) => field.replace("_", "") === plain);
}

/** Times of contacts whose file names none: a fixed moment, so that a file loads the same every day. */
const WHEN_UNKNOWN = "2026-01-05T08:00:00.000Z";

/** Spaces around a value are typing, not data; an empty value is none. */
function textOf(value: string | null | undefined): string | null {
  return value?.trim() || null;
}

/** A Wave contact from flat fields; email and phone become the primary (and only) entry of their lists. */
export function fromFlat(flat: FlatContact): WaveContact {
  const email = textOf(flat.email);
  const phone = textOf(flat.phone);
  const owner = textOf(flat.owner_email);
  return {
    id: textOf(flat.id) ?? idFromContent(flat),
    firstName: textOf(flat.first_name),
    lastName: textOf(flat.last_name),
    emails: email ? [{ value: email, primary: true }] : [],
    phones: phone ? [{ value: phone, label: null, primary: true }] : [],
    company: textOf(flat.company),
    jobTitle: textOf(flat.job_title),
    city: textOf(flat.city),
    address: null,
    website: textOf(flat.website),
    language: textOf(flat.language),
    note: textOf(flat.note),
    assignedTo: owner ? { email: owner } : null,
    createdAt: WHEN_UNKNOWN,
    updatedAt: WHEN_UNKNOWN,
  };
}

/** Where a flat field stands in Wave's JSON. */
const WAVE_NAMES: Readonly<Record<FlatField, keyof WaveContact>> = {
  id: "id",
  first_name: "firstName",
  last_name: "lastName",
  email: "emails",
  phone: "phones",
  company: "company",
  job_title: "jobTitle",
  city: "city",
  website: "website",
  language: "language",
  note: "note",
  owner_email: "assignedTo",
};

/** Values that are no texts, as they are: a system may send such things, and the sync has to name the contact. */
export function asWaveSends(odd: Readonly<Partial<Record<FlatField, unknown>>>): Partial<WaveContact> {
  const names = Object.entries(odd).map(([field, value]) => [WAVE_NAMES[field as FlatField], value]);
  return Object.fromEntries(names) as Partial<WaveContact>;
}

/** The same person gets the same id again when the file is loaded anew, wherever in it she stands. */
function idFromContent(flat: FlatContact): string {
  return contactIdFrom(JSON.stringify([flat.first_name, flat.last_name, flat.email, flat.phone].map(textOf)));
}
