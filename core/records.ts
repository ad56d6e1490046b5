import type { IssueCode } from "./issues/codes";
import type { FieldReason } from "./plan/types";

/**
 * What a value looks like on its way through the pipeline: JSON scalars only.
 * Dates are ISO 8601 strings in UTC, choices their number, lookups the row's GUID, multi-choices an array of numbers.
 */
export type Value = string | number | boolean | null | readonly number[];

/** Values by field name. In a system's record the names are the system's; in a row they are column names. */
export type Values = Readonly<Record<string, Value>>;

/** One record of a system, translated by its adapter: the engine knows no system's JSON. */
export interface SystemRecord {
  /** The system's own id, as it stands there (no prefix). */
  readonly id: string;
  readonly values: Values;
  /** When the system last changed it (ISO 8601), if it says so. */
  readonly modifiedOn?: string;
  /** The Dataverse row it was made for, where the system keeps that with it. */
  readonly madeFor?: string;
  /** What it holds several of, by name: who a mail went to, its folders. */
  readonly lists?: Readonly<Record<string, readonly Values[]>>;
  /** It tells some of its fields only: of one that is absent from `values`, nobody knows anything new. */
  readonly partial?: true;
  /** True when the system reports it deleted; values may then be empty. */
  readonly deleted?: boolean;
  /** Why nothing can be done with it, whatever it holds: its id cannot be kept, or it makes no sense. Its values are empty then. */
  readonly trouble?: {
    readonly code: IssueCode;
    readonly params?: Readonly<Record<string, string | number>>;
  };
  /** Fields whose texts held characters no database keeps: they have been left out of `values`. */
  readonly cleaned?: readonly string[];
  /** After a write: fields that were not written with the others, and why. */
  readonly leftOut?: Readonly<Record<string, FieldReason>>;
}

/** One Dataverse row, columns by logical name; lookups hold the GUID under the column's own name (not `_x_value`). */
export interface Row {
  readonly table: string;
  readonly id: string;
  readonly values: Values;
  /** `@odata.etag`, when it was read. */
  readonly etag?: string;
  readonly modifiedOn?: string;
  /** False when `statecode` is not Active. */
  readonly active?: boolean;
  /** Columns whose texts held characters no database keeps: they have been left out of `values`. */
  readonly cleaned?: readonly string[];
}

/** What both sides held when they last agreed, keyed by the mapping line's id. The third tree of the merge. */
export interface Base {
  /** The system's value, as the system holds it. */
  readonly system: Values;
  /** The column's value, as Dataverse holds it (after cutting, converting). */
  readonly dataverse: Values;
  /**
   * Lines over which a person has been asked and has not answered yet, or of which nobody knows who typed what. What both held
   * before then stands above.
   */
  readonly open?: readonly string[];
}

/** A base in which these lines are open, too. */
export function withOpen(base: Base | null, lines: readonly string[]): Base | null {
  const { system, dataverse, open = [] } = base ?? { system: {}, dataverse: {} };
  const all = [...new Set([...open, ...lines])].sort();
  return all.length === open.length ? base : { system, dataverse, open: all };
}

/** A base in which both sides have not agreed on these lines. */
export function withoutLines({ system, dataverse, open = [] }: Base, lines: readonly string[]): Base {
  const others = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).filter(([line]) => !lines.includes(line)));
  const left = open.filter((line) => !lines.includes(line));
  return { system: others(system), dataverse: others(dataverse), ...(left.length > 0 ? { open: left } : {}) };
}

/** What a record holds in one of its fields; what it does not tell, it holds as when both sides agreed last. */
export function heldIn(
  { partial, values }: Pick<SystemRecord, "partial" | "values">,
  field: string,
  line: string,
  base: Base | null,
): Value {
  return (partial && !(field in values) ? base?.system[line] : values[field]) ?? null;
}
