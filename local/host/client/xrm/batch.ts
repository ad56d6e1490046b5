import { API_PATH } from "../api/http";
import type { HttpRequest } from "./execute-request";

const CRLF = "\r\n";

/** A single answer out of a batch. */
export interface BatchAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function part(request: HttpRequest, origin: string, contentId?: number): string {
  const lines = [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `${request.method} ${origin}${API_PATH}/${request.path} HTTP/1.1`,
    "Accept: application/json",
    ...(request.body === undefined ? [] : ["Content-Type: application/json; type=entry"]),
    "",
    request.body === undefined ? "" : JSON.stringify(request.body),
  ];
  return lines.join(CRLF);
}

/** A `$batch` body: single requests, and change sets for nested arrays. CRLF throughout, as Dataverse asks. */
export function buildBatch(
  items: readonly (HttpRequest | readonly HttpRequest[])[],
  boundary: string,
  origin: string,
): string {
  const parts = items.map((item, index) => {
    if (!Array.isArray(item)) return `--${boundary}${CRLF}${part(item as HttpRequest, origin)}`;
    const inner = `changeset_${boundary}_${index}`;
    const changes = (item as readonly HttpRequest[]).map(
      (request, i) => `--${inner}${CRLF}${part(request, origin, i + 1)}`,
    );
    const head = `--${boundary}${CRLF}Content-Type: multipart/mixed; boundary=${inner}${CRLF}${CRLF}`;
    return `${head}${changes.join(CRLF)}${CRLF}--${inner}--${CRLF}`;
  });
  return `${parts.join(CRLF)}${CRLF}--${boundary}--${CRLF}`;
}

function parseHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** Reads a multipart answer; change sets are flattened into their answers. */
export function parseBatch(text: string, boundary: string): BatchAnswer[] {
  return text
    .split(`--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith("--") && piece.trim() !== "")
    .flatMap((piece) => {
      const [head = "", ...rest] = piece.replace(/^\r?\n/, "").split(/\r?\n\r?\n/);
      const inner = /boundary=("?)([^";\r\n]+)\1/i.exec(parseHeaders(head)["content-type"] ?? "")?.[2];
      if (inner) return parseBatch(rest.join("\r\n\r\n"), inner);
      const [statusAndHeaders = "", ...body] = rest;
      const status = /^HTTP\/1\.1 (\d{3}) ?(.*)/.exec(statusAndHeaders.trim());
      return [
        {
          status: Number(status?.[1] ?? 0),
          statusText: (status?.[2] ?? "").trim(),
          headers: parseHeaders(statusAndHeaders),
          body: body.join("\r\n\r\n").trim(),
        },
      ];
    });
}
