import type { EventInput, Kernel } from "../contracts";
import { nonSuccess, postFailed, timedOut } from "./errors";
import { endpointOf } from "./endpoint";
import { remoteExecutionContext } from "./remote-execution-context";
import type { Step } from "./steps";

/** Documented: the platform waits this long for a webhook. */
export const WEBHOOK_TIMEOUT_MS = 60_000;
/** Documented: these, and only these, are tried exactly once more. */
const RETRIED = new Set([502, 503, 504]);

/** Posts one step's context to its endpoint. Throws the platform's webhook fault unless the answer is 2xx. */
export async function deliver(
  kernel: Kernel,
  step: Step,
  input: EventInput,
  operationId: string,
  timeoutMs = WEBHOOK_TIMEOUT_MS,
): Promise<void> {
  const row = kernel.store.get("serviceendpoint", step.endpointId);
  if (row === undefined) throw postFailed();
  const endpoint = endpointOf(row);
  const { body, sizeExceeded } = remoteExecutionContext(kernel, step, input, operationId);
  const headers: Record<string, string> = {
    ...endpoint.headers,
    "Content-Type": "application/json",
    "x-ms-dynamics-organization": kernel.organization.host,
    "x-ms-dynamics-entity-name": input.request.table ?? "none",
    "x-ms-dynamics-request-name": input.request.name,
    "x-ms-correlation-request-id": input.context.correlationId,
    ...(sizeExceeded ? { "x-ms-dynamics-msg-size-exceeded": "true" } : {}),
  };
  let status = await post(endpoint.url, headers, body, timeoutMs);
  if (RETRIED.has(status)) status = await post(endpoint.url, headers, body, timeoutMs);
  if (status < 200 || status > 299) throw nonSuccess();
}

/** The answer's body is never read: the platform looks at the status only. */
async function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<number> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw error instanceof Error && error.name === "TimeoutError" ? timedOut() : postFailed();
  }
}
