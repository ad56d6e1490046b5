import { badBatch, streamNotReadable } from "../../errors";
import { isChangeSet, type BatchPart, type BatchRequest } from "./types";

/** Operations in one batch (developer/data-platform/webapi/execute-batch-operations-using-web-api). */
const MAX_OPERATIONS = 1000;
const METHODS = new Set(["GET", "POST", "PATCH", "PUT", "DELETE"]);

/** Reads a multipart/mixed batch. Lines must end in CRLF, as the platform asks (0x80048d19 otherwise). */
export function parseBatch(contentType: string, body: string): readonly BatchPart[] {
  const parts = sections(body, boundaryOf(contentType)).map(partOf);
  const operations = parts.reduce((sum, part) => sum + (isChangeSet(part) ? part.requests.length : 1), 0);
  if (operations > MAX_OPERATIONS)
    throw badBatch(`The batch holds ${operations} operations; the limit is ${MAX_OPERATIONS}.`);
  return parts;
}

function boundaryOf(contentType: string): string {
  const boundary = /^multipart\/mixed\s*;.*?boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined)
    throw badBatch("The content type of a batch must be multipart/mixed with a boundary.");
  return boundary;
}

/** The texts between the boundaries. */
function sections(body: string, boundary: string): readonly string[] {
  const delimiter = `--${boundary}`;
  const pieces = `\r\n${body}`.split(`\r\n${delimiter}`);
  if (pieces.length < 2)
    throw body.includes(delimiter) ? streamNotReadable() : badBatch("The batch has no part.");
  const end = pieces.findIndex((piece) => piece.startsWith("--"));
  const found = pieces.slice(1, end === -1 ? undefined : end);
  if (found.some((piece) => !piece.startsWith("\r\n"))) throw streamNotReadable();
  return found.map((piece) => piece.slice(2));
}

function partOf(section: string): BatchPart {
  const { headers, rest } = headersOf(section);
  const contentType = headers["content-type"] ?? "";
  if (/^multipart\/mixed/i.test(contentType)) {
    const requests = sections(rest, boundaryOf(contentType)).map((inner) => {
      const part = partOf(inner);
      if (isChangeSet(part)) throw badBatch("A change set cannot hold another change set.");
      if (part.method === "GET") throw badBatch("A change set cannot hold a GET request.");
      return part;
    });
    return { requests };
  }
  if (!/^application\/http/i.test(contentType))
    throw badBatch(`The part's content type '${contentType}' is not application/http.`);
  return requestOf(rest, headers["content-id"]);
}

function requestOf(text: string, outerId: string | undefined): BatchRequest {
  const trimmed = text.replace(/^(\r\n)+/, "");
  const lineEnd = trimmed.indexOf("\r\n");
  const line = lineEnd === -1 ? trimmed : trimmed.slice(0, lineEnd);
  const [, method = "", url = ""] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(line.trim()) ?? [];
  if (!METHODS.has(method))
    throw line.includes("\n") ? streamNotReadable() : badBatch(`'${line}' is not a request line.`);
  const { headers, rest } = headersOf(lineEnd === -1 ? "" : trimmed.slice(lineEnd + 2));
  const contentId = outerId ?? headers["content-id"];
  if (/(^|\/)\$batch(\?|$)/.test(url)) throw badBatch("A batch cannot hold another batch.");
  return {
    method,
    url,
    headers,
    body: rest.replace(/(\r\n)+$/, ""),
    ...(contentId === undefined ? {} : { contentId }),
  };
}

function headersOf(text: string): { headers: Record<string, string>; rest: string } {
  const headers: Record<string, string> = {};
  if (text.startsWith("\r\n")) return { headers, rest: text.slice(2) };
  const end = text.indexOf("\r\n\r\n");
  for (const line of (end === -1 ? text : text.slice(0, end)).split("\r\n")) {
    if (line.includes("\n")) throw streamNotReadable();
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, rest: end === -1 ? "" : text.slice(end + 4) };
}
