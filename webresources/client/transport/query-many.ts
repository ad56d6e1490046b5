import { asClientError, problemOf } from "../faults";
import type { ClientError } from "../problems";
import { API_PATH, call, HEADERS } from "./fetch-transport";
import type { WebApiRow } from "./transport";

/** One collection to read. */
export interface Query {
  readonly table: string;
  readonly entitySet: string;
  /** OData options, from the "?" on. */
  readonly options: string;
}

/** The rows of each query, or its error; a table that the person isn't allowed to read doesn't affect the other queries. */
export type ManyRows = readonly (readonly WebApiRow[] | ClientError)[];

const BOUNDARY = "wave-sync";

/**
 * Several reads in one request (`$batch`), with the session's cookie: the page has to be of the environment's own origin.
 * Throws ClientError when the whole of it fails.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
 */
export async function queryMany(queries: readonly Query[], send: typeof fetch = fetch): Promise<ManyRows> {
  const parts = queries.map(
    ({ entitySet, options }) =>
      `--${BOUNDARY}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n` +
      `GET ${API_PATH}${entitySet}${encodeURI(options)} HTTP/1.1\r\nAccept: application/json\r\n\r\n`,
  );
  const response = await call("", send, "$batch", {
    method: "POST",
    headers: {
      ...HEADERS,
      "Content-Type": `multipart/mixed;boundary=${BOUNDARY}`,
      Prefer: "odata.continue-on-error",
    },
    body: `${parts.join("")}--${BOUNDARY}--\r\n`,
  });
  const answers = (await response.text()).split("\nHTTP/1.1 ").slice(1);
  return queries.map((_query, at) => rowsIn(answers[at] ?? ""));
}

/**
 * A row, if it is another version than the one with this `etag`; undefined: it is the same still (304, which costs the platform
 * next to nothing). `path`: set, id and $select.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
 */
export async function rowSince(
  path: string,
  etag: string,
  send: typeof fetch = fetch,
): Promise<WebApiRow | undefined> {
  const headers = { ...HEADERS, "If-None-Match": etag };
  const response = await call("", send, path, { headers }, ({ status }) => status === NOT_MODIFIED);
  return response.status === NOT_MODIFIED ? undefined : ((await response.json()) as WebApiRow);
}

const NOT_MODIFIED = 304;

function rowsIn(answer: string): readonly WebApiRow[] | ClientError {
  try {
    const status = Number.parseInt(answer, 10);
    const body = JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)) as {
      readonly value?: readonly WebApiRow[];
      readonly error?: { readonly code?: string; readonly message?: string };
    };
    const { code, message } = body.error ?? {};
    return body.value ?? problemOf({ status, code: code?.toLowerCase(), message });
  } catch (thrown) {
    return asClientError(thrown);
  }
}
