import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { WaveContact } from "../sandboxes/wave";
import { readCsvContacts } from "./read-csv";
import type { PlacedContact } from "./read-json";
import { readJsonContacts } from "./read-json";
import { SampleFileError } from "./sample-file-error";

/**
 * Reads Wave contacts from a file: a JSON array or a CSV with a header (docs/operator.md).
 * Every record becomes a contact or the whole file is refused with line and column: nothing is dropped silently.
 * Throws {@link SampleFileError}, its message beginning with the file's name.
 */
export async function loadContacts(file: string): Promise<WaveContact[]> {
  try {
    const text = decode(await readBytes(file));
    return withoutTwins(isJson(file, text) ? readJsonContacts(text) : readCsvContacts(text));
  } catch (error) {
    if (error instanceof SampleFileError) throw new SampleFileError(`${file}: ${error.message}`);
    throw error;
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const words = code === "ENOENT" ? "There is no such file." : `It cannot be read (${code}).`;
    throw new SampleFileError(words);
  }
}

/** UTF-8, with or without a byte order mark, or UTF-16 with one, as spreadsheets save "Unicode text". */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SampleFileError('The file is not in UTF-8. Save it as "CSV UTF-8" or as JSON.');
  }
}

function isJson(file: string, text: string): boolean {
  const ending = extname(file).toLowerCase();
  if (ending === ".csv" || ending === ".tsv") return false;
  return ending === ".json" || /^\s*[[{]/.test(text);
}

/** Two contacts with one id would become one without a word. */
function withoutTwins(placed: readonly PlacedContact[]): WaveContact[] {
  const lines = new Map<string, number>();
  for (const { contact, place } of placed) {
    const other = lines.get(contact.id);
    if (other !== undefined) {
      throw new SampleFileError(
        `This contact has the same id as the one on line ${other} ("${contact.id}").`,
        place,
      );
    }
    lines.set(contact.id, place.line);
  }
  return placed.map(({ contact }) => contact);
}
