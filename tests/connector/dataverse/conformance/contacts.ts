import { randomUUID } from "node:crypto";
import { rowPath } from "../../../../core/odata/key";
import type { Json } from "../../../../connector/dataverse/json";
import { namesUnknownColumn } from "../../../../connector/pipeline/write/columns-changed";
import { DataverseError } from "../../../../connector/dataverse/dataverse-error";
import type { Harness } from "../client-conformance";

export const CONTACTS = { logicalName: "contact", entitySet: "contacts" };

/** Nothing is cleared between the tests: each works on rows of its own. */
export const unique = (): string => `u${randomUUID().slice(0, 13)}`;

/** Adds a contact. Gives its id. */
export async function addContact({ client }: Harness, values: Json = {}): Promise<string> {
  const contactid = randomUUID();
  await client.create("contacts", { contactid, lastname: "Doe", ...values });
  return contactid;
}

/** Columns of a contact that must be there, without its ETag and id. */
export async function valuesOf({ client }: Harness, id: string, ...select: string[]): Promise<Json> {
  const row = await client.retrieve("contacts", id, select);
  if (!row) throw new Error(`There is no contact ${id}.`);
  return Object.fromEntries(select.map((name) => [name, row[name]]));
}

export async function etagOf({ client }: Harness, id: string): Promise<string> {
  return String((await client.retrieve("contacts", id, ["lastname"]))?.["@odata.etag"]);
}

/** What a request is refused with, by which the engine decides: status and code, or that a column is not there. */
export function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => "not refused", refusedWith);
}

/** The same of an error that came as an answer; newer and older environments have different codes for unknown columns. */
export function refusedWith(error: unknown): unknown {
  if (namesUnknownColumn(error)) return NO_SUCH_COLUMN;
  return error instanceof DataverseError ? [error.status, error.code] : error;
}

export const patch = (id: string, ifMatch: string, body: Json) =>
  ({ method: "PATCH", path: rowPath("contacts", id), ifMatch, body }) as const;

/** Refusals as Dataverse gives them (web-service-error-codes). */
export const NOT_FOUND = [404, "0x80040217"];
export const DUPLICATE_ID = [412, "0x80040237"];
export const KEY_VIOLATED = [412, "0x80060892"];
export const CHANGED_SINCE = [412, "0x80060882"];
export const TOO_LONG = [400, "0x80044331"];
export const NO_SUCH_COLUMN = "a column that is not there";
