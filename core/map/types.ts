import type { Columns } from "../mapping/columns";
import type { FieldReason } from "../plan/types";
import type { Value } from "../records";
import type { OwnerDirectory } from "../users/types";

/** A value ready to be written, or the reason why there is none. */
export type Mapped =
  | {
      readonly value: Value;
      /** Set when the value was cut: how many characters were left. */
      readonly cutTo?: number;
    }
  | { readonly leftOut: FieldReason };

/** Rows found beforehand for lookup lines: `rowOf` by table, key column and key; `keyOf` the other way. */
export interface LookupDirectory {
  /** The id of the one row that holds the key; null when there is none, "several" when more than one does. */
  rowOf(table: string, keyColumn: string, key: string): string | null | "several";
  /** The key the row holds; null when the row is unknown or its key is empty. */
  keyOf(table: string, keyColumn: string, rowId: string): string | null;
}

/** What mapping a value may need beside the value itself. */
export interface MapContext {
  readonly columns: Columns;
  /** True when the row does not exist yet: owners may then fall back to the default, create-only columns are writable. */
  readonly creating: boolean;
  readonly owners?: OwnerDirectory;
  readonly lookups?: LookupDirectory;
  /** The address of a row of the table, but for its id. */
  readonly recordUrl?: string;
}

/** True when there is a value to write. */
export function hasValue(mapped: Mapped): mapped is Extract<Mapped, { value: Value }> {
  return "value" in mapped;
}
