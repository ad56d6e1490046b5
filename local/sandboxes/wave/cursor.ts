import { badRequest } from "./errors";
import type { ContactFilter } from "./filter";

/** Makes the opaque text callers send back: the place of a page's last contact, and the filter the list was opened with. */
export function writeCursor(after: number, filter: ContactFilter): string {
  return Buffer.from(JSON.stringify([after, filterOf(filter)])).toString("base64url");
}

/** The place again; 400 when the text is not one of ours or belongs to another filter. */
export function readCursor(text: string, filter: ContactFilter): number {
  try {
    const [after, of] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as [unknown, unknown];
    if (typeof after === "number" && of === filterOf(filter)) return after;
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw badRequest("The cursor is not valid for this list.");
}

function filterOf({ updatedSince, email, lastName, ids }: ContactFilter): string {
  return JSON.stringify([updatedSince, email, lastName, ids]);
}
