import { ToldTime } from "../../clock/told-time";
import { AnswerTooLargeError, readText } from "../../network/read-text";
import type { SystemCall } from "../system-adapter";
import { noAnswer, notUnderstood, toSystemError } from "./failure";
import type { WaveSettings } from "./settings";
import { canonicalField } from "./translate";

/** One attempt takes at most this long; a form's operation has to be told within the platform's 60 s. */
export const ATTEMPT_DEADLINE_MS = 15_000;

/** A page of contacts is some hundred kilobytes. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface WaveRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path under the base address, query included; ids are already escaped. */
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** `updatedAt` the contact has to have still. */
  readonly ifUpdatedAt?: string;
}

/** Sends one request, once. Resolves to the parsed body (undefined for 204); throws SystemError only. */
export type Transport = (request: WaveRequest, call: SystemCall) => Promise<unknown>;

/** The transport over HTTP. Follows no redirect: the API key goes to the address the admin entered and nowhere else. */
export function httpTransport(
  settings: WaveSettings,
  deadlineMs = ATTEMPT_DEADLINE_MS,
  time: ToldTime = new ToldTime(),
): Transport {
  return async (request, call) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(settings.apiBaseUrl + request.path, {
        method: request.method,
        headers: headers(settings, request, call),
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        redirect: "manual",
        signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
      });
      time.hear(answer.headers.get("date"));
      text = await readText(answer, MOST_BYTES);
    } catch (error) {
      if (error instanceof AnswerTooLargeError)
        throw notUnderstood(`it is larger than ${MOST_BYTES / 1024 / 1024} MB.`, error);
      throw noAnswer(error);
    }
    if (!answer.ok) {
      const canonical = (path: string) => canonicalField(path, settings.contract);
      throw toSystemError(answer.status, parse(text), answer.headers.get("retry-after"), canonical);
    }
    if (text === "") return undefined;
    const body = parse(text);
    if (body === undefined) throw notUnderstood("it is no JSON. Check the API base address.");
    return body;
  };
}

function headers(
  { apiKey, contract }: WaveSettings,
  request: WaveRequest,
  call: SystemCall,
): Record<string, string> {
  const names = contract.headers;
  return {
    accept: "application/json",
    [names.authorization]: `${names.scheme} ${apiKey}`.trim(),
    [names.correlationId]: call.correlationId,
    ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    ...(request.idempotencyKey ? { [names.idempotencyKey]: request.idempotencyKey } : {}),
    ...(request.ifUpdatedAt && names.ifMatch ? { [names.ifMatch]: `"${request.ifUpdatedAt}"` } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
