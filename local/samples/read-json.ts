import type { WaveContact } from "../sandboxes/wave";
import type { FlatField } from "./flat-contact";
import { FLAT_FIELDS, flatFieldOf, fromFlat } from "./flat-contact";
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
  const issue = parsed.error.issues[0];
  const path =
    issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : (issue?.path ?? []);
  const words =
    issue?.code === "unrecognized_keys"
      ? "There is no such field in a Wave contact."
      : (issue?.message ?? "");
  throw new SampleFileError(`${path.join(".")}: ${words}`, placeOf(text, descend(node, path).offset));
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
  for (const [name, { value, offset }] of members) {
    const field = flatFieldOf(name);
    if (!field)
      throw new SampleFileError(`"${name}" is no field of a contact. ${KNOWN}`, placeOf(text, offset));
    if (field in flat)
      throw new SampleFileError(`"${name}" names ${field} a second time.`, placeOf(text, offset));
    if (value !== null && typeof value !== "string" && typeof value !== "number") {
      throw new SampleFileError(`${name} must be a text.`, placeOf(text, offset));
    }
    flat[field] = value === null ? null : String(value);
  }
  return fromFlat(flat);
}

export const KNOWN = `Known are: ${FLAT_FIELDS.join(", ")}.`;
