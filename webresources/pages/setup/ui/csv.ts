/** A spreadsheet takes text that begins so for a formula, and would run what a stranger typed into a name. */
const FORMULA = /^[=+\-@\t\r]/;
/** What tells Excel that the file is UTF-8. */
const BOM = "\uFEFF";

/** Lines of values as RFC 4180 writes them: quoted, commas between, CRLF behind each. https://www.rfc-editor.org/rfc/rfc4180 */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return BOM + lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Saves lines of values as a file for a spreadsheet. @param name the file's */
export function saveCsv(name: string, lines: readonly (readonly string[])[]): void {
  const href = URL.createObjectURL(new Blob([csvOf(lines)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
  URL.revokeObjectURL(href);
}
