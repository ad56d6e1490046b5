import type { Values } from "../records";
import type { IssueCode } from "../issues/codes";
import type { Mapping, MappingLine, MatchRules } from "./types";

/** A row of another table that is created where none fits; whoever asks for the same key asks for the same row. */
export interface NewRelated {
  readonly key: string;
  /** As people call it. */
  readonly name: string;
  readonly values: Values;
}

/**
 * A lookup that is resolved by match rules of its own: to which row of another table does a record belong? Nothing is ever guessed:
 * several that fit are said, and the record stays as it is.
 */
export interface RelatedRule {
  /** The line under which a plan lists it: planned, merged, shown and undone like any other. */
  readonly line: MappingLine;
  /** The table pointed to. */
  readonly table: string;
  /** They compare the record's fields with that table's columns. */
  readonly matchRules: MatchRules;
  /** The system's fields that tell of it. */
  readonly told: readonly string[];
  /** What a record tells of it; null where it tells of none. */
  describe(values: Values): NewRelated | null;
  /** Whether one is created where none fits. */
  readonly create: boolean;
  /** How it is said that several fit. */
  readonly ambiguous: IssueCode;
}

/** The other way round: rows that point to nobody yet are given to the row that was synced or created just now, where only it fits. */
export interface LinkBackRule {
  /** The table that is pointed to. */
  readonly to: string;
  /** The table that points, and its lookup. */
  readonly from: string;
  readonly column: string;
  /** The columns of the row pointed to, by the name they have in {@link fromRules}. */
  readonly fields: Readonly<Record<string, string>>;
  /** They compare these fields with columns of the table that points. */
  readonly fromRules: MatchRules;
  /** They compare columns of the table that points with columns of the one pointed to. */
  readonly toRules: MatchRules;
}

/** The mapping without lines of rules that found nothing for a record. */
export function withoutLines(mapping: Mapping, ids: ReadonlySet<string>): Mapping {
  const lines = mapping.lines.filter(({ id }) => !ids.has(id));
  return lines.length === mapping.lines.length ? mapping : { ...mapping, lines };
}
