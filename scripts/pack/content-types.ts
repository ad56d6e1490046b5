import { extname } from "node:path";
import { byCodeUnit } from "../solution/files";

const BYTES = "application/octet-stream";

/** A control's manifest is bytes to the importer, as real exports have it, though it ends like the other XML. */
const CONTROL_MANIFEST = /^Controls\/[^/]+\/ControlManifest\.xml$/;

/**
 * The part list that every Open Packaging zip starts with: a default for each extension, and an override for each
 * part without one (web resources go into the zip without their extension) and for each manifest of a control.
 */
export function contentTypes(paths: readonly string[]): string {
  const extensions = [...new Set(["xml", ...paths.map((path) => extname(path).slice(1))])].filter(
    (it) => it !== "",
  );
  const defaults = extensions
    .sort(byCodeUnit)
    .map((it) => `<Default Extension="${it}" ContentType="${it === "xml" ? "text/xml" : BYTES}" />`);
  const overrides = paths
    .filter((path) => extname(path) === "" || CONTROL_MANIFEST.test(path))
    .sort(byCodeUnit)
    .map((path) => `<Override PartName="/${path}" ContentType="${BYTES}" />`);
  const types = [...defaults, ...overrides].join("");
  return `<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types}</Types>`;
}
