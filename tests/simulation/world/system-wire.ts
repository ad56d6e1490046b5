import { toSystemError } from "../../../connector/systems/base/failure";
import type { HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import type { SystemCall } from "../../../connector/systems/contract/object";

/** What becomes of one request on its way to a system. */
export type SystemWire = <T>(
  label: string,
  request: HttpRequest,
  call: SystemCall,
  effect: () => T,
) => Promise<T>;

export interface SystemAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Of the label that a trace shows. */
const BODY_SHOWN = 140;

/** Sends to a system in memory as `sendOnce` does to one on the network; `wire` decides what happens to a request on the way. */
export function sentOver(
  wire: SystemWire,
  baseUrl: string,
  answerTo: (request: HttpRequest) => SystemAnswer,
): typeof sendOnce {
  return async (request, call, { heard, system, time, words }) => {
    const path = decodeURIComponent(request.url.replace(baseUrl, ""));
    const shown = request.body === undefined ? "" : JSON.stringify(request.body).slice(0, BODY_SHOWN);
    const label = `${request.method} ${path} ${shown}`.trim();
    const { status, headers, body } = await wire(label, request, call, () => answerTo(request));
    time.hear(headers.get("date"));
    await heard?.(status, headers);
    if (status >= 400) throw toSystemError(system, status, words(body), headers.get("retry-after"));
    return body;
  };
}

/** What goes over a wire is a copy. */
export const copied = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
