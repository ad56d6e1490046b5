import type { z } from "zod";
import type { WaveContact } from "../sandboxes/wave";
import type { FlatField } from "./flat-contact";
import { asWaveSends, FLAT_FIELDS, flatFieldOf, fromFlat } from "./flat-contact";
import type { JsonNode } from "./json-with-places";
import { parseJsonWithPlaces } from "./json-with-places";
import type { Place } from "./sample-file-error";
import { placeOf, SampleFileError } from "./sample-file-error";
import { fromWaveJson, waveJson } from "./wave-json";

/** A contact and where it stood in the file. */
export interface PlacedContact {
  readonly contact: WaveContact;
  readonly place: Place;
}

/** Members that only Wave's own JSON has; one of them decides how the object is read. */
const WAVE_ONLY = ["emails", "phones", "assignedTo", "createdAt", "updatedAt", "address"];

/** Reads a JSON array of contacts: Wave's own JSON or flat keys, object by object. */
export function readJsonContacts(text: string): PlacedContact[] {
  const root = parseJsonWithPlaces(text);
  if (!root.items)
    throw new SampleFileError(
      "The file must hold a JSON array of contacts: [ {...}, {...} ].",
      placeOf(text, root.offset),
    );
  return root.items.map((node) => ({ contact: readContact(text, node), place: placeOf(text, node.offset) }));
}

function readContact(text: string, node: JsonNode): WaveContact {
  const { members } = node;
  if (!members) throw new SampleFileError("A contact must be an object: {...}.", placeOf(text, node.offset));
  return WAVE_ONLY.some((name) => members.has(name)) ? readWave(text, node) : readFlat(text, members);
}

function readWave(text: string, node: JsonNode): WaveContact {
  const parsed = waveJson.safeParse(node.value);
  if (parsed.success) return fromWaveJson(parsed.data);
  const issue = parsed.error.issues.find(isRefused);
  // A field that holds something else than it should is what any system may send one day: the sync has to say so, not this file.
  if (!issue) return fromWaveJson({ ...(node.value as Parameters<typeof fromWaveJson>[0]) });
  const path =
    issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : (issue?.path ?? []);
  const words =
    issue?.code === "unrecognized_keys"
      ? "There is no such field in a Wave contact."
      : (issue?.message ?? "");
  throw new SampleFileError(`${path.join(".")}: ${words}`, placeOf(text, descend(node, path).offset));
}

/** A contact nobody can name, or a field that Wave does not have: the file was meant otherwise. */
function isRefused(issue: z.core.$ZodIssue): boolean {
  return issue.code === "unrecognized_keys" || issue.path[0] === "id";
}

/** The innermost node on the path that is there. */
function descend(node: JsonNode, path: readonly PropertyKey[]): JsonNode {
  let here = node;
  for (const step of path) {
    const next = typeof step === "number" ? here.items?.[step] : here.members?.get(String(step));
    if (!next) break;
    here = next;
  }
  return here;
}

function readFlat(text: string, members: ReadonlyMap<string, JsonNode>): WaveContact {
  const flat: Partial<Record<FlatField, string | null>> = {};
  const odd: Partial<Record<FlatField, unknown>> = {};
  for (const [name, { value, offset }] of members) {
    const field = flatFieldOf(name);
    if (!field)
      throw new SampleFileError(`"${name}" is no field of a contact. ${KNOWN}`, placeOf(text, offset));
    if (field in flat || field in odd)
      throw new SampleFileError(`"${name}" names ${field} a second time.`, placeOf(text, offset));
    if (value === null || typeof value === "string" || typeof value === "number")
      flat[field] = value === null ? null : String(value);
    else if (field === "id") throw new SampleFileError("id must be a text.", placeOf(text, offset));
    else odd[field] = value;
  }
  return { ...fromFlat(flat), ...asWaveSends(odd) };
}

export const KNOWN = `Known are: ${FLAT_FIELDS.join(", ")}.`;
