import type { DataverseError } from "../../errors";
import { nonSuccess, postFailed, timedOut } from "../errors";
import type { Address } from "./auth";

/** What the platform waits for a webhook (docs: use-webhooks). */
export const WEBHOOK_TIMEOUT_MS = 60_000;
/** Network trouble that may pass: tried once more, and only these (docs: use-webhooks). */
const RETRIED = new Set([502, 503, 504]);

export interface Delivery {
  readonly address: Address;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** How a delivery ended: the status answered, or why there was none. Only the status code of an answer counts. */
export type DeliveryResult =
  { readonly ok: true } | { readonly ok: false; readonly error: DataverseError; readonly status?: number };

/** Posts the context; gives the result and never throws. */
export async function deliver(delivery: Delivery): Promise<DeliveryResult> {
  const first = await postOnce(delivery);
  if (first.ok || first.status === undefined || !RETRIED.has(first.status)) return first;
  return postOnce(delivery);
}

const postOnce = async ({ address, headers, body, timeoutMs }: Delivery): Promise<DeliveryResult> => {
  try {
    const response = await fetch(address.url, {
      method: "POST",
      headers: { ...address.headers, ...headers, "Content-Type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The body is never read, so that a long one cannot hold anything up.
    await response.body?.cancel();
    return response.ok ? { ok: true } : { ok: false, error: nonSuccess(), status: response.status };
  } catch (error) {
    if ((error as Partial<Error>).name === "TimeoutError") return { ok: false, error: timedOut() };
    return { ok: false, error: postFailed(reasonOf(error)) };
  }
};

/** The system's own words for why nobody answered (`ECONNREFUSED`), without addresses or secrets. */
const reasonOf = (error: unknown): string => {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === "string" ? code : "The remote server could not be reached.";
};
