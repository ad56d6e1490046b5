import { zipSync, type Zippable } from "fflate";
import { byCodeUnit } from "../solution/files";

/** The first parts of a solution zip, in this order; the rest follows sorted. */
const FIRST = ["[Content_Types].xml", "solution.xml", "customizations.xml"];

/** A zip cannot hold an earlier date. Local time, as the format has it: the same bytes in every time zone. */
const fixedDate = (): Date => new Date(1980, 0, 1, 0, 0, 0);

/** Compression the same everywhere: fflate is plain JavaScript, so no system library has a say. */
const LEVEL = 9;

/** A zip whose bytes depend on the entries alone: sorted, one date, one compression. */
export function zipEntries(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const rest = [...entries.keys()].filter((path) => !FIRST.includes(path)).sort(byCodeUnit);
  const zippable: Zippable = {};
  for (const path of [...FIRST.filter((it) => entries.has(it)), ...rest]) {
    zippable[path] = [entries.get(path)!, { mtime: fixedDate(), level: LEVEL, os: 0 }];
  }
  return zipSync(zippable);
}
