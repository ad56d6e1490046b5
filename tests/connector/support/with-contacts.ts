import type { SystemObject } from "../../../connector/systems/contract/object";
import { objectOf, type OpenSystem } from "../../../connector/systems/contract/system";

/** A system's contacts, with all that they can do. */
export function contactsOf(system: OpenSystem): Required<SystemObject> {
  return objectOf(system, "contact") as Required<SystemObject>;
}

/** The same system, some members of whose contacts are others. */
export function withContacts(system: OpenSystem, members: Partial<SystemObject>): OpenSystem {
  const contacts = { ...contactsOf(system), ...members };
  return { ...system, objects: new Map([["contact", contacts]]) };
}
