import type { Answer, ClickKind } from "../../../webresources/client";
import type { Snapshot } from "../adapters/snapshot";
import type { ProblemText } from "../../shared/problem-text";
import type { Activity, Click, PanelState, Result } from "./types";

export type Event =
  | { readonly type: "loading" }
  | { readonly type: "loaded"; readonly snapshot: Snapshot; readonly at: number; readonly quiet?: boolean }
  | { readonly type: "missed" }
  | { readonly type: "saved"; readonly at: number }
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
  | { readonly type: "stopped" }
  | { readonly type: "formSaid"; readonly form: Result["form"] }
  | { readonly type: "shown" }
  | { readonly type: "resultClosed" };

export const firstState: PanelState = { phase: "loading" };

/** Every change of the panel. Pure, so that each state can be tested by its events alone. */
export function reduce(state: PanelState, event: Event): PanelState {
  switch (event.type) {
    case "loading":
      // A later read keeps showing what is known: nothing flickers.
      return state.snapshot ? state : { ...state, phase: "loading", problem: undefined };
    case "loaded":
      return {
        ...state,
        phase: "ready",
        snapshot: event.snapshot,
        looks: (state.looks ?? 0) + 1,
        ...waiting(state, event),
        ...sinceLastLook(state, event),
      };
    case "missed":
      return { ...state, looks: (state.looks ?? 0) + 1 };
    case "saved":
      // An operation saves first, and says itself what becomes of it. What was said before is of what was there before.
      return state.activity ? state : { phase: state.phase, snapshot: state.snapshot, savedOn: event.at };
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
    case "stopped":
      return { ...state, activity: undefined, stoppedWatching: true };
    case "formSaid": {
      const { form } = event;
      return {
        ...state,
        brought: state.brought && { ...state.brought, form },
        result: state.result && { ...state.result, form },
      };
    }
    case "shown":
      return { ...state, brought: undefined };
    case "resultClosed":
      return { phase: state.phase, snapshot: state.snapshot };
  }
}

/** What is saved arrives in a second or so: from then on it is late, and the panel says why. */
const LATE_MS = 10_000;

function waiting(
  { savedOn, since: before }: PanelState,
  { at, snapshot }: Extract<Event, { type: "loaded" }>,
): Partial<PanelState> {
  const since = snapshot.status.kind === "waiting" ? (savedOn ?? before ?? at) : undefined;
  return { since, late: since !== undefined && at - since > LATE_MS };
}

/** What a look at the record shows that the look before it did not. */
function sinceLastLook(
  { activity, savedOn, snapshot: before }: PanelState,
  { at, quiet, snapshot }: Extract<Event, { type: "loaded" }>,
): Partial<PanelState> {
  if (!before || activity) return {};
  const waited =
    before.status.kind === "waiting" || snapshot.syncedOn?.getTime() !== before.syncedOn?.getTime();
  if (savedOn !== undefined) {
    if (snapshot.status.kind === "waiting") return {};
    const arrived = waited && snapshot.status.kind === "inSync";
    return { savedOn: undefined, arrivedAfter: arrived ? at - savedOn : undefined };
  }
  // What an operation has just changed, it says itself.
  if (!quiet) return {};
  const news = Object.keys(before.row).some(
    (column) =>
      column in snapshot.row &&
      OF_ITSELF.every((own) => !column.includes(own)) &&
      snapshot.row[column] !== before.row[column],
  );
  return { ...(news ? { news: at } : {}), ...broughtBy(before, snapshot) };
}

/** What has come from a system since. */
function broughtBy(before: Snapshot, { links }: Snapshot): Partial<PanelState> {
  for (const { brought, id, system } of links) {
    const known = before.links.find((link) => link.id === id);
    if (known && brought && brought.on !== known.brought?.on)
      return { brought: { system, columns: brought.columns, form: "unknown" } };
  }
  return {};
}

/** What changes with every write, whoever writes. */
const OF_ITSELF = ["@", "modified", "wave_", "version"];
