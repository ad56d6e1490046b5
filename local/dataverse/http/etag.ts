import { invalidHeader } from "../errors";

/** Conditions of a request (docs: perform-conditional-operations-using-web-api). */
export interface Conditions {
  /** `If-Match: *`: only what exists. */
  readonly mustExist: boolean;
  /** `If-Match: W/"1"`. */
  readonly version?: number;
  /** `If-None-Match: *`: only what does not exist. */
  readonly mustNotExist: boolean;
  /** `If-None-Match: W/"1"`: only when changed. */
  readonly unlessVersion?: number;
}

const versionOf = (name: string, tag: string): number => {
  const version = /^(?:W\/)?"(\d+)"$/.exec(tag)?.[1];
  if (version === undefined) throw invalidHeader(name, tag);
  return Number(version);
};

export const parseConditions = (headers: Readonly<Record<string, string | undefined>>): Conditions => {
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  // `If-None-Match: null` is what clients send to keep browsers from caching; it means nothing.
  const relevant = noneMatch === "null" || noneMatch === "" ? undefined : noneMatch;
  return {
    mustExist: match !== undefined,
    mustNotExist: relevant === "*",
    ...(match === undefined || match === "*" ? {} : { version: versionOf("If-Match", match) }),
    ...(relevant === undefined || relevant === "*"
      ? {}
      : { unlessVersion: versionOf("If-None-Match", relevant) }),
  };
};

export const etag = (version: number): string => `W/"${version}"`;
