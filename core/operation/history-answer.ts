import type { Side } from "../merge/types";
import type { Value } from "../records";

/** What brought a change: an event on one side, a run, or a person on demand. */
export const HISTORY_CAUSES = ["event", "run", "push", "pull", "resolve"] as const;
export type HistoryCause = (typeof HISTORY_CAUSES)[number];

/** The answer of wave_History: what syncs wrote to one record, newest first. */
export interface HistoryAnswer {
  readonly entries: readonly HistoryEntry[];
  /** There is more, and older: ask again with the last entry's time. */
  readonly more: boolean;
}

/** One sync of the record that wrote something. */
export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly on: string;
  readonly cause: HistoryCause;
  /** Of a run: its kind, e.g. "scheduled", "firstImport", "undo". */
  readonly runKind?: string;
  /** Id of the user who asked for it, or whose edit it carried; absent: nobody of Dynamics. */
  readonly by?: string;
  /** Name of the connection. */
  readonly system: string;
  /** Whose record it created, if it did. */
  readonly created?: Side;
  /** It joined two records that were there. */
  readonly linked?: true;
  readonly fields: readonly HistoryField[];
}

/** One value that was written. */
export interface HistoryField {
  readonly line: string;
  readonly column: string;
  /** Label of the column, in the asker's language. */
  readonly label: string;
  /** Where it was written. */
  readonly side: Side;
  /** As a person knows them: choices by label, owners by address. */
  readonly before: Value;
  readonly after: Value;
  /** How to take it back: an edit of the row. */
  readonly undo?: HistoryUndo;
}

/** The row's column is to hold `value` again; only while it holds `expects` still. */
export interface HistoryUndo {
  readonly expects: Value;
  readonly value: Value;
}
