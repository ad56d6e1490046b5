import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { isLoopback } from "../../core/values/loopback";

/**
 * The sign-in library insists on https. A local Dynamics speaks http on this machine, so for loopback hosts, and for
 * nothing else, its requests go out as http.
 */
export const loopbackNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options, timeout) => send(url, "GET", options, timeout),
  sendPostRequestAsync: (url, options) => send(url, "POST", options),
};

/** A token endpoint on this machine answers at once, or is not there. */
const TIMEOUT_MS = 10_000;

async function send<T>(
  address: string,
  method: string,
  options?: NetworkRequestOptions,
  timeout?: number,
): Promise<NetworkResponse<T>> {
  const url = new URL(address);
  if (!isLoopback(url.hostname)) throw new Error("Only a local Dynamics may be signed in to without https.");
  url.protocol = "http:";
  const response = await fetch(url, {
    method,
    headers: options?.headers,
    body: options?.body,
    signal: AbortSignal.timeout(timeout ?? TIMEOUT_MS),
  });
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as T,
    status: response.status,
  };
}
