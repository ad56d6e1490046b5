import * as z from "zod";
import { DocumentError, type DocumentName } from "../document";
import { problemsOf } from "./problems";

/** The version every document carries today. A newer connector may read older ones; an older one refuses newer. */
export const DOCUMENT_VERSION = 1;

/** Text of a memo column -> checked JSON. Throws a {@link DocumentError} that names each line and fault. */
export function readDocument<T>(document: DocumentName, text: string, shape: z.ZodType<T>): T {
  const json = parseJson(document, text);
  const version = typeof json === "object" && json !== null && "version" in json ? json.version : undefined;
  if (version !== DOCUMENT_VERSION) {
    const found = version === undefined ? "" : String(version);
    throw new DocumentError([
      { document, fault: "unknownVersion", path: "version", params: { found, expected: DOCUMENT_VERSION } },
    ]);
  }
  const read = shape.safeParse(json);
  if (!read.success) throw new DocumentError(problemsOf(document, read.error, json));
  return read.data;
}

function parseJson(document: DocumentName, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new DocumentError([{ document, fault: "notJson", path: "", params: { found } }]);
  }
}

export const versionShape = z.literal(DOCUMENT_VERSION);
