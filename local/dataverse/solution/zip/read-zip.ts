import { unzipSync, type UnzipFileInfo } from "fflate";
import { invalidSolutionFile } from "../errors";
import { isSafePath } from "./safe-path";

/** Files of a solution zip by path, forward slashes. */
export type ZipFiles = ReadonlyMap<string, Uint8Array>;

/** The largest solution file the platform takes (docs: use-solutions-your-customizations, "maximum size"). */
const MAX_ZIP_BYTES = 95 * 1024 * 1024;
/** A solution holds hundreds of parts; a bomb holds millions. */
const MAX_ENTRIES = 10_000;
/** Far above any real solution, far below what would fill a laptop's memory. */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

/**
 * Reads a solution zip. Takes its bytes, gives its files. Throws 0x8004801A when it is no zip, too large (packed or
 * unpacked), or holds a path that leads out of it.
 */
export function readZip(bytes: Uint8Array): ZipFiles {
  if (bytes.length > MAX_ZIP_BYTES) throw invalidSolutionFile(`it is larger than ${MAX_ZIP_BYTES} bytes`);
  const guard = new Guard();
  let entries: Record<string, Uint8Array>;
  try {
    // fflate inflates each entry into a buffer of the size announced, so an entry that lies about it cannot grow.
    entries = unzipSync(bytes, { filter: (entry) => guard.admit(entry) });
  } catch (error) {
    if (guard.refusal !== undefined) throw invalidSolutionFile(guard.refusal);
    throw invalidSolutionFile(error instanceof Error ? error.message : "it is no zip");
  }
  return new Map(Object.entries(entries));
}

class Guard {
  refusal: string | undefined;
  private entries = 0;
  private total = 0;

  admit(entry: UnzipFileInfo): boolean {
    this.entries += 1;
    this.total += entry.originalSize;
    if (this.entries > MAX_ENTRIES) this.refuse(`it holds more than ${MAX_ENTRIES} files`);
    if (this.total > MAX_TOTAL_BYTES) this.refuse(`it unpacks to more than ${MAX_TOTAL_BYTES} bytes`);
    if (!isSafePath(entry.name)) this.refuse(`the path "${entry.name}" leads out of it`);
    return !entry.name.endsWith("/");
  }

  private refuse(reason: string): never {
    this.refusal = reason;
    throw new Error(reason);
  }
}
