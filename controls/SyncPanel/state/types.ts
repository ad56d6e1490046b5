import type { SyncStatus } from "../../../core/generated/schema";
import type { Answer, ClickKind, OperationRequest } from "../../../webresources/client";
import type { FieldResult } from "../../../core/operation/types";
import type { FieldVerdict } from "../../../core/plan/types";
import type { ProblemText } from "../../shared/problem-text";
import type { Snapshot } from "../adapters/snapshot";

/** The status of a record or a link, by the names of the choice wave_syncstatus. */
export type StatusWord = keyof typeof SyncStatus;

/** One click: enough to do it again with the same OperationId. */
export interface Click {
  readonly kind: ClickKind;
  readonly operationId: string;
  readonly request: (operationId: string, values?: string) => OperationRequest;
  /** Values may have to be asked for first. */
  readonly asks?: boolean;
  readonly connectionId?: string;
  /** Name of the system the click is for, if known. */
  readonly system?: string;
}

/** What is being done right now, by the panel itself or by the ribbon. */
export interface Activity {
  readonly kind: ClickKind;
  readonly operationId: string;
  readonly step: "asking" | "saving" | "sending" | "working";
  /** False while the ribbon does it: it cannot be stopped from here. */
  readonly own: boolean;
}

/** The result of the last operation, shown until the person closes it or starts something else. */
export interface Result {
  readonly kind: ClickKind;
  readonly answer: Answer;
  readonly connectionId?: string;
  readonly system?: string;
  /** Whether the form shows the new values yet; "unknown" where no form script answers. */
  readonly form: "refreshed" | "unsaved" | "unknown";
}

/** A field of the result that needs no choice. */
export type SettledField = FieldResult & { readonly verdict: Exclude<FieldVerdict, "conflict"> };

export interface PanelState {
  /** loading: the first read is under way; failed: it failed and nothing is known of the record. */
  readonly phase: "loading" | "ready" | "failed";
  readonly snapshot?: Snapshot;
  readonly activity?: Activity;
  readonly result?: Result;
  /** Why the last load or operation did not work. */
  readonly problem?: ProblemText;
  /** The click that can be tried again as it is. */
  readonly retry?: Click;
  /** Milliseconds since 1970: when the form was saved with something that has not arrived yet. */
  readonly savedOn?: number;
  /** How long what was saved took to arrive, in milliseconds. */
  readonly arrivedAfter?: number;
  /** Since when something is waiting to arrive, and that it takes longer than usual. */
  readonly since?: number;
  readonly late?: boolean;
  /** What has come from a system while the form was open, and whether the form shows it. */
  readonly brought?: {
    readonly system: string;
    readonly columns: readonly string[];
    readonly form: Result["form"];
  };
  /** Milliseconds since 1970: when the panel saw that someone else, or a system, changed the row; the form is then asked to refresh. */
  readonly news?: number;
  /** Number of looks at the record, failed ones included; a change of it makes the panel look again. */
  readonly looks?: number;
  /** The person stopped watching; the work goes on. */
  readonly stoppedWatching?: boolean;
}
