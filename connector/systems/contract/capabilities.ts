import type { SystemObject } from "./object";

/** What can be done with an object's records, read from its members. */
export interface Capabilities {
  readonly changes: boolean;
  readonly find: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly remove: boolean;
  readonly deactivate: boolean;
}

export function capabilitiesOf(object: SystemObject): Capabilities {
  const has = (member: unknown) => member !== undefined;
  return {
    changes: has(object.listChanged),
    find: has(object.find),
    create: has(object.create),
    update: has(object.update),
    remove: has(object.remove),
    deactivate: has(object.deactivate),
  };
}
