import type { ToldTime } from "../../clock/told-time";
import { AnswerTooLargeError, readText } from "../../network/read-text";
import type { SystemCall } from "../contract/object";
import { noAnswer, notUnderstood, toSystemError, type ErrorWords } from "./failure";

/** One attempt takes at most this long; a form's operation has to be told within the platform's 60 s. */
export const ATTEMPT_DEADLINE_MS = 15_000;

/** A page of records is some hundred kilobytes. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface HttpOptions {
  /** The system's name, for people. */
  readonly system: string;
  readonly time: ToldTime;
  /** Reads what an error answer says. */
  readonly words: (body: unknown) => ErrorWords;
  /** Told of every answer, refusals included. */
  readonly heard?: (status: number, headers: Headers) => Promise<void>;
  readonly deadlineMs?: number;
  /** The largest answer that is read; absent: as usual. */
  readonly mostBytes?: number;
}

/**
 * Sends one request, once, and gives the parsed body (undefined where there is none). Follows no redirect: credentials go to the
 * address the admin entered and nowhere else. @throws SystemError, and nothing else
 */
export async function sendOnce(
  request: HttpRequest,
  call: SystemCall,
  { system, time, words, heard, deadlineMs = ATTEMPT_DEADLINE_MS, mostBytes = MOST_BYTES }: HttpOptions,
): Promise<unknown> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const { method, url, body, headers } = request;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
    });
    time.hear(answer.headers.get("date"));
    text = await readText(answer, mostBytes);
  } catch (error) {
    if (error instanceof AnswerTooLargeError)
      throw notUnderstood(system, `it is larger than ${mostBytes / 1024 / 1024} MB.`, error);
    throw noAnswer(system, error);
  }
  await heard?.(answer.status, answer.headers);
  if (!answer.ok)
    throw toSystemError(system, answer.status, words(parse(text)), answer.headers.get("retry-after"));
  if (text === "") return undefined;
  const parsed = parse(text);
  if (parsed === undefined) throw notUnderstood(system, "it isn't JSON. Check the API URL.");
  return parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
