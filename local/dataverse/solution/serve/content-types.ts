/** Content types of web resources by their type (webresource.webresourcetype). */
const BY_TYPE: Readonly<Record<number, string>> = {
  1: "text/html; charset=utf-8",
  2: "text/css; charset=utf-8",
  3: "text/javascript; charset=utf-8",
  4: "text/xml; charset=utf-8",
  5: "image/png",
  6: "image/jpeg",
  7: "image/gif",
  9: "text/xml; charset=utf-8",
  10: "image/x-icon",
  11: "image/svg+xml; charset=utf-8",
  12: "text/xml; charset=utf-8",
};

/** Content types of a control's files by extension. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  xml: "text/xml; charset=utf-8",
  resx: "text/xml; charset=utf-8",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
};

const UNKNOWN = "application/octet-stream";

export const contentTypeOfWebResource = (type: unknown): string => BY_TYPE[Number(type)] ?? UNKNOWN;

export const contentTypeOfFile = (path: string): string =>
  BY_EXTENSION[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? UNKNOWN;
