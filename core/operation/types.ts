import type { Candidate, NamedRecord } from "../issues/details";
import type { OutcomeCounts } from "../outcome";
import type { FieldPlan } from "../plan/types";
import type { Outcome } from "../outcome";
import type { Description } from "./description";
import type { MailAnswer } from "./mail-answer";
import type { MatchTrial } from "./match-trial";
import type { SetupAnswer } from "./setup-answer";
import type { SyncPreview } from "./sync-preview";

/** What a person can ask for on demand. */
export type OperationKind =
  "push" | "pull" | "preview" | "startRun" | "undoRun" | "resolve" | "describe" | "mail" | "setup";

/** The kinds that are about records a person points at. */
export type RecordsKind = Extract<OperationKind, "push" | "pull" | "preview">;

/** Runs a person can start: what changed since the last one, or everything. */
export const STARTABLE_RUNS = ["onDemand", "firstImport"] as const;
export type StartableRun = (typeof STARTABLE_RUNS)[number];

/** What a person can ask of a run that is there already: to stop between two chunks, or to go on where it was stopped. */
export const RUN_ACTIONS = ["stop", "resume"] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

/** What wave_UndoRun does: takes a run back, says what would go back and what would stay, or shows what the run wrote. */
export const UNDO_MODES = ["undo", "preview", "records"] as const;
export type UndoMode = (typeof UNDO_MODES)[number];

/** What a run wrote, as far as it was looked at. */
export interface RunRecords {
  /** Pairs of records in its journal. */
  readonly total: number;
  /** So many of them were looked at. */
  readonly looked: number;
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
  /** A preview: of those that go back, so many keep something that was changed since, */
  readonly partly?: number;
  /** and so many were created by the run, and are deactivated. */
  readonly deactivated?: number;
  /** or were logged by it, and are deleted. */
  readonly deleted?: number;
}

/** At most this many records in one call of wave_Push, wave_Pull or wave_Preview. */
export const MAX_RECORDS_PER_OPERATION = 250;

/** A problem, in the language of the person who asked. */
export interface Problem {
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly nextStep: string;
}

/** What happened, or would happen, to one record of an operation. */
export interface RecordResult {
  readonly recordId: string;
  readonly outcome: Outcome;
  /** Present where many are shown at once: what the record is called, for whoever may read it. */
  readonly name?: string;
  readonly externalId?: string;
  readonly externalUrl?: string;
  readonly problem?: Problem;
  /** Present for a preview, and for single-record push and pull. */
  readonly fields?: readonly FieldResult[];
  /** Present where several records could be the same, of a single record: what there is to choose from. */
  readonly choice?: Choice;
}

/** Several records could be the same as one: a person says which. */
export interface Choice {
  /** The open issue that an answer is given to; absent while there is none. */
  readonly issueId?: string;
  /** The system's record, where it is rows that could be meant. */
  readonly record?: NamedRecord;
  /** As far as whoever asked may see them. */
  readonly candidates: readonly Candidate[];
}

/** A planned field with the words a screen needs: labels and reasons come translated from the connector. */
export interface FieldResult extends FieldPlan {
  /** Column label, in the user's language. */
  readonly label: string;
  readonly reasonText: string;
}

/** The JSON document in `wave_operation.wave_result`. */
export interface OperationResult {
  readonly version: 1;
  readonly counts: OutcomeCounts;
  readonly records: readonly RecordResult[];
  /** Rows of wave_run the operation started, or the one that undoes a run. */
  readonly runIds?: readonly string[];
  /** What wave_UndoRun has looked at; the records it shows are among `records`. */
  readonly runRecords?: RunRecords;
  /** What wave_Describe found out. */
  readonly description?: Description;
  /** What wave_Mail found out or did. */
  readonly mail?: MailAnswer;
  /** How match rules would do, where wave_Describe was asked for that. */
  readonly matchTrial?: MatchTrial;
  /** What the next run of a mapping would do, where wave_Describe was asked for that. */
  readonly syncPreview?: SyncPreview;
  /** What wave_Setup found out. */
  readonly setup?: SetupAnswer;
}
