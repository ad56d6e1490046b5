import { invalidHeader } from "../errors";

/** What `Prefer` asks for (docs: compose-http-requests, prefer headers). */
export interface Preferences {
  readonly representation: boolean;
  readonly annotations?: string;
  readonly maxPageSize?: number;
  readonly trackChanges: boolean;
  readonly continueOnError: boolean;
}

const NAMES =
  /(odata\.include-annotations|odata\.maxpagesize|return)\s*=\s*("[^"]*"|[^,;\s]+)|odata\.track-changes|odata\.continue-on-error|respond-async/gi;

export const parsePrefer = (header: string | undefined): Preferences => {
  let representation = false;
  let annotations: string | undefined;
  let maxPageSize: number | undefined;
  let trackChanges = false;
  let continueOnError = false;
  for (const match of (header ?? "").matchAll(NAMES)) {
    const value = match[2]?.replace(/^"|"$/g, "");
    switch ((match[1] ?? match[0]).toLowerCase()) {
      case "return":
        representation = value === "representation";
        break;
      case "odata.include-annotations":
        annotations = value;
        break;
      case "odata.maxpagesize":
        maxPageSize = pageSize(value ?? "");
        break;
      case "odata.track-changes":
        trackChanges = true;
        break;
      case "odata.continue-on-error":
        continueOnError = true;
    }
  }
  return {
    representation,
    trackChanges,
    continueOnError,
    ...(annotations === undefined ? {} : { annotations }),
    ...(maxPageSize === undefined ? {} : { maxPageSize }),
  };
};

const pageSize = (text: string): number => {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw invalidHeader("Prefer", `odata.maxpagesize=${text}`);
  return size;
};

/** `Preference-Applied` of an answer. */
export const applied = (
  preferences: Preferences,
  names: readonly ("representation" | "annotations" | "maxPageSize" | "trackChanges")[],
): Record<string, string> => {
  const parts = names.flatMap((name) => {
    if (name === "representation") return preferences.representation ? ["return=representation"] : [];
    if (name === "annotations")
      return preferences.annotations === undefined
        ? []
        : [`odata.include-annotations="${preferences.annotations}"`];
    if (name === "maxPageSize")
      return preferences.maxPageSize === undefined ? [] : [`odata.maxpagesize=${preferences.maxPageSize}`];
    return preferences.trackChanges ? ["odata.track-changes"] : [];
  });
  return parts.length === 0 ? {} : { "Preference-Applied": parts.join(",") };
};
