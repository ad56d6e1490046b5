import type { RequestKind } from "./messages";

const KEY = "wave-sync-kinds:";

/**
 * Keeps what can be asked for on a table, as the panel has seen with its one request: so the commands know it without asking the server.
 * @returns whether that is news to this browser
 */
export function keepKinds(table: string, kinds: readonly RequestKind[]): boolean {
  const known = kinds.join();
  try {
    if (localStorage.getItem(KEY + table) === known) return false;
    localStorage.setItem(KEY + table, known);
    return true;
  } catch {
    return false; // Storage switched off: everything is offered, and the answer says what cannot be done.
  }
}

/** False only where this browser has seen that no mapping of the table allows it. */
export function mayAskFor(table: string, kind: RequestKind): boolean {
  try {
    const known = localStorage.getItem(KEY + table);
    return known === null || known.split(",").includes(kind);
  } catch {
    return true;
  }
}
