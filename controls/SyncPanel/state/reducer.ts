import type { Answer, ClickKind } from "../../../webresources/client";
import type { Snapshot } from "../adapters/snapshot";
import type { ProblemText } from "../../shared/problem-text";
import type { Activity, Asking, Click, PanelState, Result } from "./types";

export type Event =
  | { readonly type: "loading" }
  | { readonly type: "loaded"; readonly snapshot: Snapshot }
  | { readonly type: "loadFailed"; readonly problem: ProblemText }
  | { readonly type: "started"; readonly activity: Activity }
  | { readonly type: "moved"; readonly step: Activity["step"] }
  | {
      readonly type: "answered";
      readonly kind: ClickKind;
      readonly answer: Answer;
      readonly click?: Click;
      readonly problem?: ProblemText;
      readonly retry?: Click;
    }
  | { readonly type: "failed"; readonly problem: ProblemText; readonly retry?: Click }
  | { readonly type: "asks"; readonly asking: Asking }
  | { readonly type: "stopped" }
  | { readonly type: "formSaid"; readonly form: Result["form"] }
  | { readonly type: "resultClosed" };

export const firstState: PanelState = { phase: "loading" };

/** Every change of the panel. Pure, so that each state can be tested by its events alone. */
export function reduce(state: PanelState, event: Event): PanelState {
  switch (event.type) {
    case "loading":
      // A later read keeps showing what is known: nothing flickers.
      return state.snapshot ? state : { ...state, phase: "loading", problem: undefined };
    case "loaded":
      return { ...state, phase: "ready", snapshot: event.snapshot };
    case "loadFailed":
      return state.snapshot
        ? { ...state, problem: event.problem }
        : { ...state, phase: "failed", problem: event.problem };
    case "started":
      return { phase: state.phase, snapshot: state.snapshot, activity: event.activity };
    case "moved":
      return state.activity ? { ...state, activity: { ...state.activity, step: event.step } } : state;
    case "answered":
      return {
        phase: state.phase,
        snapshot: state.snapshot,
        problem: event.problem,
        retry: event.retry,
        result: {
          kind: event.kind,
          answer: event.answer,
          connectionId: event.click?.connectionId,
          system: event.answer.connectionName ?? event.click?.system,
          form: "unknown",
        },
      };
    case "failed":
      return { ...state, activity: undefined, problem: event.problem, retry: event.retry };
    case "asks":
      return { phase: state.phase, snapshot: state.snapshot, asking: event.asking };
    case "stopped":
      return { ...state, activity: undefined, stoppedWatching: true };
    case "formSaid":
      return state.result ? { ...state, result: { ...state.result, form: event.form } } : state;
    case "resultClosed":
      return { phase: state.phase, snapshot: state.snapshot };
  }
}
