import { randomUUID } from "node:crypto";
import type { DataverseCall } from "./call";
import { DataverseError } from "./dataverse-error";
import { LOOKUP_TABLE, type Json } from "./json";
import { API_PATH, errorOf, type Transport } from "./transport";

/** Dataverse takes no more in one batch. */
export const MAX_BATCH_REQUESTS = 1000;

/** What one request of a batch was answered. */
export type BatchAnswer = { readonly body: Json } | { readonly error: DataverseError };

/** A write inside a batch; each stands for itself. */
export interface BatchWrite {
  readonly method: "PATCH" | "DELETE";
  /** Below the API's path: `contacts(<guid>)`. */
  readonly path: string;
  /** Only if the row is as it was read; 412 when it is not. `*`: only if it exists. */
  readonly ifMatch: string;
  readonly body?: Json;
}

/**
 * Several GETs as one request. Queries longer than a URL may be go this way as well.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
 */
export async function sendBatch(
  transport: Transport,
  paths: readonly string[],
  call: DataverseCall,
): Promise<readonly BatchAnswer[]> {
  return sendParts(
    transport,
    paths.map((path) => httpPart(reading(path, call))),
    call,
    throwThrottled,
  );
}

/**
 * Several writes as one request, each on its own: what one is refused for does not hold up the others. The answer of one that
 * was throttled says so; the others may have been done.
 */
export async function sendWrites(
  transport: Transport,
  writes: readonly BatchWrite[],
  call: DataverseCall,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly BatchAnswer[]> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return sendParts(
    transport,
    writes.map((write) => httpPart(writing(write, lines))),
    call,
    (answers) => answers,
  );
}

/** Sends parts of a batch, each as its lines; gives one answer for each, in order. What `check` throws is the request's own failure. */
export async function sendParts(
  transport: Transport,
  parts: readonly (readonly string[])[],
  call: DataverseCall,
  check: (answers: readonly BatchAnswer[]) => readonly BatchAnswer[],
): Promise<readonly BatchAnswer[]> {
  if (parts.length === 0) return [];
  if (parts.length > MAX_BATCH_REQUESTS)
    throw new RangeError(`A batch takes at most ${MAX_BATCH_REQUESTS} requests.`);
  const boundary = `batch_${randomUUID()}`;
  return transport.ask(
    {
      method: "POST",
      path: "$batch",
      headers: {
        "content-type": `multipart/mixed;boundary="${boundary}"`,
        prefer: "odata.continue-on-error",
      },
      body: multipart(boundary, parts).join("\r\n"),
    },
    call,
    ({ text, headers }) =>
      check(answersTo(parts.length, parseBatch(text, headers.get("content-type") ?? ""))),
  );
}

function answersTo(asked: number, answers: readonly BatchAnswer[]): readonly BatchAnswer[] {
  if (answers.length !== asked) {
    throw new DataverseError(`A batch of ${asked} was answered with ${answers.length} parts.`, {
      status: 502,
    });
  }
  return answers;
}

function throwThrottled(answers: readonly BatchAnswer[]): readonly BatchAnswer[] {
  const throttled = answers.find((answer) => "error" in answer && answer.error.throttled);
  // Limits may strike in the middle: the whole batch only reads, so it is simply asked again.
  if (throttled && "error" in throttled) throw throttled.error;
  return answers;
}

const reading = (path: string, { lookupTables }: DataverseCall): readonly string[] => [
  `GET ${API_PATH}${path} HTTP/1.1`,
  "Accept: application/json",
  ...(lookupTables ? [`Prefer: odata.include-annotations="${LOOKUP_TABLE}"`] : []),
  "",
  "",
];

const writing = (
  { method, path, ifMatch, body }: BatchWrite,
  headers: readonly string[],
): readonly string[] => [
  `${method} ${API_PATH}${path} HTTP/1.1`,
  "Accept: application/json",
  `If-Match: ${ifMatch}`,
  ...headers,
  ...(body ? ["Content-Type: application/json", "", JSON.stringify(body)] : ["", ""]),
];

/** A request as a part of a batch; in a change set it has a number. */
export function httpPart(request: readonly string[], contentId?: number): readonly string[] {
  return [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    ...request,
  ];
}

/** The lines of several parts; they are joined by CRLF throughout: Dataverse refuses anything else. */
export function multipart(boundary: string, parts: readonly (readonly string[])[]): readonly string[] {
  return [...parts.flatMap((lines) => [`--${boundary}`, ...lines]), `--${boundary}--`, ""];
}

/** A multipart answer -> one answer per part. */
export function parseBatch(text: string, contentType: string): BatchAnswer[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new DataverseError("A batch was answered without a boundary.", { status: 502 });
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => parsePart(part));
}

function parsePart(part: string): BatchAnswer {
  const type = /^\s*content-type: *(multipart\/mixed[^\r\n]*)/i.exec(part)?.[1];
  // A change set is answered as one: what one of its requests was refused for, all were.
  if (type) return parseBatch(part, type).find((answer) => "error" in answer) ?? { body: {} };
  const status = /HTTP\/1\.1 (\d{3})[^\r\n]*\r?\n/.exec(part);
  if (!status) throw new DataverseError("A part of a batch has no status.", { status: 502 });
  const rest = part.slice(status.index + status[0].length);
  const end = /(^|\r?\n)\r?\n/.exec(rest);
  const headers = new Headers(headerLines(end ? rest.slice(0, end.index) : rest));
  const body = end ? rest.slice(end.index + end[0].length).trim() : "";
  const code = Number(status[1]);
  if (code >= 400) return { error: errorOf(code, headers, body) };
  return { body: body ? (JSON.parse(body) as Json) : {} };
}

function headerLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf(":");
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
  });
}
