import * as z from "zod";
import { DocumentError } from "../document";
import type { FieldMap } from "../field-map";
import type { ConflictPolicy } from "../types";
import { validateFieldMap } from "../validate-field-map";
import { DOCUMENT_VERSION, readDocument, versionShape } from "./read-document";
import { externalIdShape, lineShape } from "./shapes";

/**
 * The document in `wave_mapping.wave_fieldmap`. Lines without a conflict policy get the mapping's (`fallback`).
 * Throws a {@link DocumentError} with everything that is wrong.
 */
export function parseFieldMap(text: string, fallback: ConflictPolicy = "ask"): FieldMap {
  const shape = z.strictObject({
    version: versionShape,
    externalIdColumn: externalIdShape.optional(),
    lines: z.array(lineShape(fallback)),
  });
  const { version: _version, ...map } = readDocument("fieldMap", text, shape);
  const problems = validateFieldMap(map);
  if (problems.length > 0) throw new DocumentError(problems);
  return map;
}

export function serializeFieldMap(map: FieldMap): string {
  const { externalIdColumn, lines } = map;
  return JSON.stringify(
    { version: DOCUMENT_VERSION, ...(externalIdColumn ? { externalIdColumn } : {}), lines },
    null,
    2,
  );
}
