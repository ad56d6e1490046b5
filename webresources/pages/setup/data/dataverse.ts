import { ClientError, queryMany, type Query, type WebApiRow } from "../../../client";
import { call, HEADERS } from "../../../client/transport/fetch-transport";

/** Rows of several queries in one request; a query that failed throws its ClientError, unless `may` says that it may. */
export async function readMany(
  send: typeof fetch,
  queries: readonly Query[],
): Promise<readonly (readonly WebApiRow[] | ClientError)[]> {
  return queryMany(queries, send);
}

/** The rows, or the error thrown. */
export function must(rows: readonly WebApiRow[] | ClientError | undefined): readonly WebApiRow[] {
  if (rows === undefined) return [];
  if (rows instanceof ClientError) throw rows;
  return rows;
}

/** Somebody else has changed the row since it was read. */
export class NewerVersionError extends Error {
  override readonly name = "NewerVersionError";
}

/**
 * Changes columns of a row, and gives the row as it is now.
 * @param etag of the row as it was read: one that has changed since is left as it is
 * @throws NewerVersionError, ClientError
 */
export async function updateRow(
  send: typeof fetch,
  entitySet: string,
  id: string,
  body: WebApiRow,
  etag = "*",
): Promise<WebApiRow> {
  const response = await call(
    "",
    send,
    `${entitySet}(${id})`,
    {
      method: "PATCH",
      headers: {
        ...HEADERS,
        "Content-Type": "application/json; charset=utf-8",
        "If-Match": etag,
        Prefer: "return=representation",
      },
      body: JSON.stringify(body),
    },
    ({ status }) => status === 412,
  );
  if (response.status === 412) throw new NewerVersionError();
  return (await response.json()) as WebApiRow;
}

/** Columns of a row as what they hold. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const number = (value: unknown): number => (typeof value === "number" ? value : 0);
/** A GUID as a column holds it -> lower case, so that two may be compared; "" for none. */
export const id = (value: unknown): string => text(value).toLowerCase();

/** The name of a choice's value. */
export function nameIn<K extends string>(choice: Readonly<Record<K, number>>, value: unknown): K | undefined {
  return (Object.keys(choice) as K[]).find((name) => choice[name] === value);
}
