import type { Value } from "../../records";
import { isEmpty } from "../../values/empty";
import type { MapContext, Mapped } from "../types";

/**
 * A team member of the system -> the Dataverse user who owns the row.
 * On a new row the default owner and then the connecting user step in; an existing row keeps its owner when the person
 * is unknown or disabled, because nobody asked to take it away from them.
 */
export function toOwner(person: Value, context: MapContext): Mapped {
  const name = isEmpty(person) ? null : String(person).trim();
  const owner = context.owners?.ownerFor(name) ?? null;
  if (owner && (owner.reason === "mapped" || owner.reason === "email")) return { value: owner.userId };
  if (context.creating && owner) return { value: owner.userId };
  if (name === null) return { leftOut: "required" };
  return { leftOut: owner?.doubt === "disabled" ? "ownerDisabled" : "ownerUnknown" };
}

/** The owner of a row -> the system's team member (email address); teams and unknown users have none. */
export function fromOwner(userId: Value, context: MapContext): Mapped {
  if (isEmpty(userId)) return { value: null };
  const person = context.owners?.personOf(String(userId)) ?? null;
  return person === null ? { leftOut: "ownerUnknown" } : { value: person };
}
