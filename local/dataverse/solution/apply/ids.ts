import { uuidV5 } from "../../kernel/ids";

const NAMESPACE = "3f9d0a86-21c4-4f5e-9a39-1d6e0c7b8f42";

/** Ids of components that come without one: the same for the same name at every import. */
export const componentId = (kind: string, name: string): string =>
  uuidV5(NAMESPACE, `${kind}:${name.toLowerCase()}`);
