import { standInFor } from "../../../core/ids/usable-id";
import type { SystemRecord, Value, Values } from "../../../core/records";
import { SystemError } from "../contract/system-error";
import type { z } from "zod";
import type { WaveContract } from "./contract";
import { notUnderstood } from "../base/failure";
import { primaryOf, withPrimary } from "./primary";
import { contactFrame, contactId, readAssigned, readEntries, readText } from "./schema";

type Json = Readonly<Record<string, unknown>>;
type ListField = keyof WaveContract["lists"];

const LISTS: readonly ListField[] = ["primaryEmail", "primaryPhone"];

/** What an id of Wave's may look like in JSON, and a time we send back to it in a header. */
const TIME = /^[\x20-\x7e]{1,64}$/;

/**
 * Wave's JSON to canonical values. What makes no sense costs that contact only: one with a field that holds what it cannot hold
 * (an object, where a text belongs) is a record in trouble, and so is an element of a list that is no contact at all.
 */
export function toRecord(json: unknown, contract: WaveContract): SystemRecord {
  const id = idOf(json);
  try {
    return { id, ...contents(json, contract) };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const details = error.reason ?? error.message;
    return { id, values: {}, trouble: { code: "RECORD_MALFORMED", params: { details } } };
  }
}

/** Whatever has no id of its own is known by what it looks like. */
function idOf(json: unknown): string {
  const id = contactId.safeParse((json as Json | null | undefined)?.id);
  return id.success && id.data !== "" ? id.data : standInFor(inWords(json));
}

function inWords(json: unknown): string {
  try {
    return JSON.stringify(json) ?? "";
  } catch {
    // Nested deeper than any program follows.
    return "…";
  }
}

function contents(json: unknown, contract: WaveContract): Pick<SystemRecord, "values" | "modifiedOn"> {
  const frame = read(contactFrame, json, "a contact");
  const values: Record<string, Value> = {};
  for (const [canonical, name] of Object.entries(contract.fields)) {
    values[canonical] = read(readText, frame[name], name);
  }
  for (const canonical of LISTS) {
    const name = contract.lists[canonical];
    values[canonical] = primaryOf(read(readEntries, frame[name], name))?.value ?? null;
  }
  values.assignedTo = read(readAssigned, frame[contract.assignedTo], contract.assignedTo);
  const { updatedAt } = frame;
  return {
    values,
    ...(typeof updatedAt === "string" && TIME.test(updatedAt) ? { modifiedOn: updatedAt } : {}),
  };
}

/** Whether writing these values needs the contact as it is now: a list keeps all but its primary entry. */
export function needsCurrent(values: Values): boolean {
  return LISTS.some((canonical) => canonical in values);
}

/**
 * Canonical values to the JSON of a create or a change; fields not given are not in it.
 * @param current the contact's JSON as Wave holds it, for lists; undefined for a new contact
 */
export function toJson(values: Values, contract: WaveContract, current?: unknown): Json {
  const json: Record<string, unknown> = {};
  for (const [canonical, value] of Object.entries(values)) {
    if (canonical === "assignedTo") json[contract.assignedTo] = value === null ? null : { email: value };
    else if (isList(canonical)) {
      const name = contract.lists[canonical];
      json[name] = withPrimary(
        read(readEntries, (current as Json | undefined)?.[name], name),
        value as string | null,
      );
    } else {
      const name = (contract.fields as Readonly<Record<string, string>>)[canonical];
      if (!name)
        throw notUnderstood("Wave", `the mapping names the field "${canonical}", which Wave does not have.`);
      json[name] = value;
    }
  }
  return json;
}

/** The canonical field for a path in Wave's JSON; the path itself when there is none. */
export function canonicalField(path: string, contract: WaveContract): string {
  const root = path.split(/[.[]/)[0] ?? path;
  if (root === contract.assignedTo) return "assignedTo";
  const list = LISTS.find((canonical) => contract.lists[canonical] === root);
  const field = Object.entries(contract.fields).find(([, name]) => name === root)?.[0];
  return list ?? field ?? path;
}

/** Reads a piece of an answer, or says which piece made no sense. */
export function read<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".");
  throw notUnderstood("Wave", `${what}${where ? ` (${where})` : ""} has an unknown form.`, parsed.error);
}

function isList(canonical: string): canonical is ListField {
  return (LISTS as readonly string[]).includes(canonical);
}
