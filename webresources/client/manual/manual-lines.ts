import type { Direction, MappingLine } from "../../../core/mapping/types";

/** A line of a field map whose value a person gives when she syncs. */
export interface ManualLine {
  readonly id: string;
  /** Column of the table whose name and type the question takes. */
  readonly column: string;
}

/** Which way a click writes: a push to the system, a pull to Dynamics. */
const WRITES = { push: "toSystem", pull: "toDataverse" } as const satisfies Record<string, Direction>;

/** Clicks that can ask for values. */
export type AskingKind = keyof typeof WRITES;

/**
 * The lines of `wave_mapping.wave_fieldmap` to ask for before a push or a pull. Errors are ignored here: the connector checks the document, and what cannot be read here must not keep anybody from syncing.
 */
export function manualLines(fieldMap: string | undefined, kind: AskingKind): readonly ManualLine[] {
  if (!fieldMap?.includes('"manual"')) return [];
  try {
    const { lines } = JSON.parse(fieldMap) as { readonly lines?: readonly Partial<MappingLine>[] };
    return (lines ?? []).flatMap(({ id, column, kind: of, direction }) =>
      of === "manual" && id && column && direction === WRITES[kind] ? [{ id, column }] : [],
    );
  } catch {
    return [];
  }
}

/** Lines of several mappings, each id once. */
export function joinLines(all: readonly (readonly ManualLine[])[]): readonly ManualLine[] {
  return [...new Map(all.flat().map((line) => [line.id, line])).values()];
}
