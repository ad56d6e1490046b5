/** A header's line goes on where the next begins with white space. RFC 5322, section 2.2.3: https://www.rfc-editor.org/rfc/rfc5322#section-2.2.3 */
export function unfolded(value: string): string {
  return value.replace(/\r\n?|\n/g, " ");
}

/** A header as mail systems tell of it. Names are compared without case; one name may come several times. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What stands in the headers of this name, in their order. Whatever is no header is passed over. */
export function headerValues(headers: unknown, name: string): string[] {
  if (!Array.isArray(headers)) return [];
  return headers.filter(isHeader).flatMap((header) => {
    return header.name.trim().toLowerCase() === name.toLowerCase() ? [header.value] : [];
  });
}

function isHeader(value: unknown): value is Header {
  const { name, value: text } = (value ?? {}) as Partial<Record<keyof Header, unknown>>;
  return typeof name === "string" && typeof text === "string";
}
