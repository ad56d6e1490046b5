import type { SyncStatus } from "../../../core/generated/schema";
import type { Answer, AskingKind, ClickKind, OperationRequest, Question } from "../../../webresources/client";
import type { FieldResult } from "../../../core/operation/types";
import type { FieldVerdict } from "../../../core/plan/types";
import type { ProblemText } from "../../shared/problem-text";
import type { LinkView, Snapshot } from "../adapters/snapshot";

/** The status of a record or a link, by the names of the choice wave_syncstatus. */
export type StatusWord = keyof typeof SyncStatus;

/** One click: enough to do it again with the same OperationId. */
export interface Click {
  readonly kind: ClickKind;
  readonly operationId: string;
  readonly request: (operationId: string) => OperationRequest;
  readonly connectionId?: string;
  /** Name of the system it goes to, where the click knows it. */
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

/** What came of the last operation, until the person closes it or does something else. */
export interface Result {
  readonly kind: ClickKind;
  readonly answer: Answer;
  readonly connectionId?: string;
  readonly system?: string;
  /** Whether the form shows the new values yet; "unknown" where no form script answers. */
  readonly form: "refreshed" | "unsaved" | "unknown";
}

/** A field of the result that needs nobody's choice. */
export type SettledField = FieldResult & { readonly verdict: Exclude<FieldVerdict, "conflict"> };

/** Values that are asked for before a push or a pull. */
export interface Asking {
  readonly kind: AskingKind;
  readonly link?: LinkView;
  readonly questions: readonly Question[];
}

export interface PanelState {
  /** loading: the first read is under way; failed: it failed and nothing is known of the record. */
  readonly phase: "loading" | "ready" | "failed";
  readonly snapshot?: Snapshot;
  readonly activity?: Activity;
  readonly result?: Result;
  readonly asking?: Asking;
  /** Why the last load or operation did not work. */
  readonly problem?: ProblemText;
  /** The click that can be tried again as it is. */
  readonly retry?: Click;
  /** The person stopped watching; the work goes on. */
  readonly stoppedWatching?: boolean;
}
