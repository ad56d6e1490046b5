import { badRequest } from "./errors";

/** Where a page ended: the place of its last contact in the order of the list. */
export interface Cursor {
  readonly after: number;
  /** The filter the list was opened with; a cursor serves no other. */
  readonly updatedSince: string | null;
}

/** Makes the opaque text callers send back. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.after, cursor.updatedSince])).toString("base64url");
}

/** Reads it again; 400 when it is not one of ours or belongs to another filter. */
export function readCursor(text: string, updatedSince: string | null): Cursor {
  try {
    const [after, since] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as [unknown, unknown];
    if (typeof after === "number" && since === updatedSince) return { after, updatedSince };
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw badRequest("The cursor is not valid for this list.");
}
