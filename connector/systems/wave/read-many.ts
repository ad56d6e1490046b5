import type { SystemRecord } from "../../../core/records";
import { SystemError } from "../contract/system-error";

/** As many ids as fit into an address of a few kilobytes, which every server takes. */
const IDS_IN_REQUEST = 100;
/** So few are as quick one by one. */
const SMALLEST_LIST = 2;

/** How Wave is asked for one contact, and for a list of those with these ids. */
export interface WaysToRead {
  readonly pageSize: number;
  one(id: string): Promise<SystemRecord | null>;
  /** Null: Wave does not answer such lists. At most `pageSize` at a time. */
  readonly list: ((ids: readonly string[]) => Promise<readonly SystemRecord[]>) | null;
}

/**
 * Contacts by id, a hundred in a request: one by one, two hundred changes a second would take more requests than a system
 * likes. A contact that a list leaves out is asked for by itself: only a 404 says that it is gone. A list with contacts that nobody
 * asked for shows that Wave does not know the filter; then `noLists` is called, and all are read one by one.
 */
export async function readMany(
  ids: readonly string[],
  { one, list, pageSize }: WaysToRead,
  noLists: () => void,
): Promise<readonly SystemRecord[]> {
  const wanted = [...new Set(ids)];
  // In a list, a comma would make two of one.
  const listed = wanted.filter((id) => !id.includes(","));
  const size = Math.min(IDS_IN_REQUEST, pageSize);
  const pieces: string[][] = [];
  if (list && listed.length >= SMALLEST_LIST)
    for (let at = 0; at < listed.length; at += size) pieces.push(listed.slice(at, at + size));
  const lists = await Promise.all(
    pieces.map(async (piece) => {
      const records = await list!(piece).catch(refused);
      if (records === null) return [];
      if (records.every(({ id, trouble }) => trouble || piece.includes(id))) return records;
      noLists();
      return [];
    }),
  );
  const found = new Map(
    lists.flatMap((records) =>
      records.filter(({ id }) => wanted.includes(id)).map((record) => [record.id, record] as const),
    ),
  );
  const missing = wanted.filter((id) => !found.has(id));
  const alone = await Promise.all(missing.map((id) => one(id).catch((error) => troubled(id, error))));
  return [...found.values(), ...alone.filter((record) => record !== null)];
}

/** A list that Wave refuses for one of its ids: then they are asked for one by one. */
function refused(error: unknown): null {
  if (error instanceof SystemError && error.code === "SYSTEM_REJECTED") return null;
  throw error;
}

/** A contact that cannot be asked for is in trouble itself; the others are none the worse for it. */
function troubled(id: string, error: unknown): SystemRecord {
  if (!(error instanceof SystemError) || error.code !== "SYSTEM_REJECTED") throw error;
  const details = error.reason ?? error.message;
  return { id, values: {}, trouble: { code: "SYSTEM_REJECTED", params: { details } } };
}
