import { CsvError, parse } from "csv-parse/sync";
import type { FlatField } from "./flat-contact";
import { flatFieldOf, fromFlat } from "./flat-contact";
import type { PlacedContact } from "./read-json";
import { KNOWN } from "./read-json";
import { SampleFileError } from "./sample-file-error";

/** One row as csv-parse gives it with `info`: the fields, and the line it ended on. */
interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a CSV with a header (RFC 4180; comma, semicolon or tab, whichever the header uses). */
export function readCsvContacts(text: string): PlacedContact[] {
  const [header, ...rows] = readRows(text);
  if (!header)
    throw new SampleFileError(
      "The file is empty. Its first line must be a header: id,first_name,last_name,...",
    );
  const fields = readHeader(header.record);
  let line = header.info.lines + 1;
  return rows.flatMap(({ record, info }) => {
    const place = { line, column: 1 };
    line = info.lines + 1;
    // A line with nothing on it, or nothing but separators, holds no contact.
    if (record.every((value) => value.trim() === "")) return [];
    if (record.length !== fields.length) {
      const column = Math.min(record.length, fields.length) + 1;
      throw new SampleFileError(
        `This row has ${record.length} values, the header has ${fields.length}. Put values that hold the separator in double quotes.`,
        { line: place.line, column },
      );
    }
    return [
      { contact: fromFlat(Object.fromEntries(fields.map((field, i) => [field, record[i] ?? null]))), place },
    ];
  });
}

function readRows(text: string): CsvRow[] {
  try {
    const options = {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    };
    return parse(text, options) as unknown as CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, column } = error as CsvError & { lines?: number; column?: number };
    const index = typeof column === "number" ? column + 1 : 1;
    throw new SampleFileError(
      quoteTrouble(error),
      lines === undefined ? undefined : { line: lines, column: index },
    );
  }
}

function quoteTrouble(error: CsvError): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return "A value begins with a double quote that is never closed.";
  if (/QUOTE/.test(error.code))
    return "A double quote stands inside a value. Write it twice and put the whole value in double quotes.";
  return error.message;
}

/** The sign that the header line uses most. Spreadsheets in much of Europe write semicolons. */
function separatorOf(text: string): string {
  const header = text.split(/\r\n|\r|\n/, 1)[0] ?? "";
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function readHeader(names: readonly string[]): FlatField[] {
  const fields: FlatField[] = [];
  names.forEach((name, index) => {
    const place = { line: 1, column: index + 1 };
    const field = flatFieldOf(name);
    if (!field) throw new SampleFileError(`The header's "${name}" is no field of a contact. ${KNOWN}`, place);
    if (fields.includes(field)) throw new SampleFileError(`The header names ${field} twice.`, place);
    fields.push(field);
  });
  return fields;
}
