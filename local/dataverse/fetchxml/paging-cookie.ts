import type { FetchRow } from "./types";

/** Escapes text for an XML attribute. */
const attribute = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/**
 * The cookie of a page: its number, and the id of its first and last row. Clients send it back untouched with the next
 * page's number (developer/data-platform/fetchxml/page-results).
 */
export function pagingCookie(page: number, primaryId: string, rows: readonly FetchRow[]): string {
  const id = (row: FetchRow | undefined): string => attribute(`{${(row?.id ?? "").toUpperCase()}}`);
  return `<cookie page="${page}"><${primaryId} last="${id(rows.at(-1))}" first="${id(rows[0])}" /></cookie>`;
}
