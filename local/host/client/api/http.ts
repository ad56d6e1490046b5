import { toApiError } from "./error";

/** The Web API, on the page's own origin. */
export const API_PATH = "/api/data/v9.2";

export const FORMATTED = "@OData.Community.Display.V1.FormattedValue";
export const LOOKUP_TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";
export const ANNOTATIONS = 'odata.include-annotations="*"';

/** One row as the Web API answers it. */
export type ODataRow = Record<string, unknown>;

export interface RequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly prefer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What to do when the session has ended; set once by main.tsx. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(action: () => void): void {
  onSignedOut = action;
}

/**
 * Sends one request to the Web API as the signed-in user (session cookie) and returns the answer whatever its
 * status. `path` is relative to the API, or absolute on this origin.
 */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { body, prefer } = options;
  const response = await fetch(
    path.startsWith("/") || path.startsWith("http") ? path : `${API_PATH}/${path}`,
    {
      method: options.method ?? "GET",
      credentials: "same-origin",
      signal: options.signal ?? null,
      headers: {
        Accept: "application/json",
        "OData-MaxVersion": "4.0",
        "OData-Version": "4.0",
        // Dataverse's advice: keeps the browser's cache out of GET.
        ...(options.method && options.method !== "GET" ? {} : { "If-None-Match": "null" }),
        ...(body === undefined ? {} : { "Content-Type": "application/json; charset=utf-8" }),
        ...(prefer ? { Prefer: prefer } : {}),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    },
  );
  if (response.status === 401) onSignedOut();
  return response;
}

/** As {@link send}; throws an ApiError unless the answer is 2xx. */
export async function call(path: string, options?: RequestOptions): Promise<Response> {
  const response = await send(path, options);
  if (!response.ok) throw await toApiError(response);
  return response;
}

export async function getJson<T>(path: string, options?: RequestOptions): Promise<T> {
  return (await (await call(path, options)).json()) as T;
}

/** All rows of a collection: follows `@odata.nextLink`. */
export async function getAll<T>(path: string, options?: RequestOptions): Promise<T[]> {
  const rows: T[] = [];
  let next: string | undefined = path;
  while (next) {
    const page: { value: T[]; "@odata.nextLink"?: string } = await getJson(next, options);
    rows.push(...page.value);
    next = page["@odata.nextLink"];
  }
  return rows;
}
