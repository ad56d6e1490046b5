import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { BatchAnswer, BatchResponse } from "./types";

/** Writes the answers as multipart/mixed, lines ending in CRLF. */
export function writeBatch(answers: readonly BatchAnswer[]): {
  readonly contentType: string;
  readonly body: string;
} {
  const boundary = `batchresponse_${randomUUID()}`;
  const body = answers.map(
    (answer) => `--${boundary}\r\n${"responses" in answer ? changeSet(answer.responses) : part(answer)}`,
  );
  return {
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: `${body.join("")}--${boundary}--\r\n`,
  };
}

function changeSet(responses: readonly BatchResponse[]): string {
  const boundary = `changesetresponse_${randomUUID()}`;
  const parts = responses.map((response) => `--${boundary}\r\n${part(response)}`).join("");
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts}--${boundary}--\r\n`;
}

function part({ status, headers, body, contentId }: BatchResponse): string {
  const id = contentId === undefined ? "" : `Content-ID: ${contentId}\r\n`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\n` +
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body ?? ""}\r\n`
  );
}
