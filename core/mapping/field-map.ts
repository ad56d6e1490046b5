import type { Mapping, MappingLine } from "./types";

/** The document in `wave_mapping.wave_fieldmap`. */
export interface FieldMap {
  readonly lines: readonly MappingLine[];
  readonly externalIdColumn?: Mapping["externalIdColumn"];
}
