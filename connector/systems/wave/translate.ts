import type { SystemRecord, Value, Values } from "../../../core/records";
import type { z } from "zod";
import type { WaveContract } from "./contract";
import { notUnderstood } from "./failure";
import { primaryOf, withPrimary } from "./primary";
import { contactFrame, readAssigned, readEntries, readText } from "./schema";

type Json = Readonly<Record<string, unknown>>;
type ListField = keyof WaveContract["lists"];

const LISTS: readonly ListField[] = ["primaryEmail", "primaryPhone"];

/** Wave's JSON to canonical values. Throws SystemError UNEXPECTED when a known field holds what it cannot hold. */
export function toRecord(json: unknown, contract: WaveContract): SystemRecord {
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
  return { id: frame.id, values, ...(frame.updatedAt ? { modifiedOn: frame.updatedAt } : {}) };
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
      if (!name) throw notUnderstood(`the mapping names the field "${canonical}", which Wave does not have.`);
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
  throw notUnderstood(`${what}${where ? ` (${where})` : ""} has an unknown form.`, parsed.error);
}

function isList(canonical: string): canonical is ListField {
  return (LISTS as readonly string[]).includes(canonical);
}
