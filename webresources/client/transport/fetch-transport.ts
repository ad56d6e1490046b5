import { asClientError, isDuplicate, problemOf, type PlatformFault } from "../faults";
import type { OperationRequest } from "../messages/operation-request";
import { isAbort } from "../wait";
import type { Transport, WebApiRow } from "./transport";

/** The version every documented request of ours was written for. */
export const API_PATH = "/api/data/v9.2/";

const JSON_BODY = { "Content-Type": "application/json; charset=utf-8" } as const;

export const HEADERS = {
  Accept: "application/json",
  "OData-MaxVersion": "4.0",
  "OData-Version": "4.0",
} as const;

/** "If-None-Match: null" keeps the browser from answering out of its cache (documented for $expand). */
const GET = {
  method: "GET",
  headers: { ...HEADERS, "If-None-Match": "null", Prefer: 'odata.include-annotations="*"' },
} as const;

/**
 * Same-origin requests with the session's cookie, for a page without the global `Xrm`.
 * `clientUrl` is the environment's address without a slash at the end; "" means this origin.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
 */
export function fetchTransport(clientUrl = "", send: typeof fetch = fetch): Transport {
  return {
    async execute(request, signal) {
      await call(clientUrl, send, request.getMetadata().operationName, {
        method: "POST",
        headers: { ...HEADERS, ...JSON_BODY },
        body: bodyOf(request),
        signal,
      });
    },
    async create(_table, entitySet, row, signal) {
      const headers = { ...HEADERS, ...JSON_BODY };
      const body = JSON.stringify(row);
      await call(clientUrl, send, entitySet, { method: "POST", headers, body, signal }, isDuplicate);
    },
    async query(_table, entitySet, options, signal) {
      const response = await call(clientUrl, send, `${entitySet}${options}`, { ...GET, signal });
      return ((await response.json()) as { value: WebApiRow[] }).value;
    },
  };
}

/**
 * A collection of the metadata, which `Xrm.WebApi` does not reach: `path` is everything behind the API's address.
 * Throws ClientError.
 */
export async function readMetadata(path: string, send: typeof fetch = fetch): Promise<readonly unknown[]> {
  const response = await call("", send, path, GET);
  return ((await response.json()) as { value: unknown[] }).value;
}

export async function call(
  clientUrl: string,
  send: typeof fetch,
  path: string,
  init: RequestInit,
  isFine: (fault: PlatformFault) => boolean = () => false,
): Promise<Response> {
  let response: Response;
  try {
    response = await send(`${clientUrl}${API_PATH}${path}`, { credentials: "same-origin", ...init });
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    throw asClientError(thrown);
  }
  if (response.ok) return response;
  const fault = await faultIn(response);
  if (isFine(fault)) return response;
  throw problemOf(fault);
}

/** The parameters that are given, by name. */
function bodyOf(request: OperationRequest): string {
  return JSON.stringify(request, Object.keys(request.getMetadata().parameterTypes));
}

async function faultIn(response: Response): Promise<PlatformFault> {
  const retryAfter = Number(response.headers.get("Retry-After"));
  const fault = { status: response.status, retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined };
  try {
    const body = (await response.json()) as { error?: { code?: string; message?: string } };
    return { ...fault, code: body.error?.code?.toLowerCase() || undefined, message: body.error?.message };
  } catch {
    return fault; // A proxy's HTML, or no body at all: the status has to do.
  }
}
