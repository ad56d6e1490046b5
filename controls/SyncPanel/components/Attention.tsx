import * as React from "react";
import type { Decision } from "../../../core/operation/decision";
import { Problem, type ProblemAction } from "../../shared/Problem";
import type { ProblemText } from "../../shared/problem-text";
import { useSurroundings } from "../../shared/surroundings";
import type { Words } from "../../shared/words";
import type { LinkView } from "../adapters/snapshot";
import type { StatusWord } from "../state/types";

/** States that the panel explains itself when the connector left no message. */
const EXPLAINED: readonly StatusWord[] = ["Conflict", "Parked", "Unlinked"];
/** In these states, "Try again" is offered. */
const RETRIED: readonly StatusWord[] = ["Failed", "Parked", "NeedsAttention"];
/** Nothing failed: somebody, or the mapping's view, leaves the record out. */
const LEFT_OUT: readonly (string | undefined)[] = ["IGNORED", "OUT_OF_SCOPE"];

export interface AttentionProps {
  readonly link: LinkView;
  /** No decision can be sent now, because the form is read-only or something is running. */
  readonly closed: boolean;
  /** Shows both sides field by field. */
  readonly canShow: boolean;
  readonly onShow: () => void;
  readonly onIssue: (id: string) => void;
  readonly onDecide: (decision: Decision) => void;
}

/** Why a link isn't in sync: the message of its last sync, and the actions that solve it. */
export function Attention({ link, closed, canShow, onShow, onIssue, onDecide }: AttentionProps) {
  const { words } = useSurroundings();
  const problem = problemOf(link, words);
  if (!problem) return null;
  const decide = (label: string, decision: Decision): ProblemAction => ({
    label: words(label),
    closed,
    onAct: () => onDecide(decision),
  });
  const actions = (): readonly ProblemAction[] => {
    if (link.problem?.code === "DELETE_CONFLICT") {
      return [decide("Keep", { kind: "keep" }), decide("DeleteToo", { kind: "delete" })];
    }
    if (link.status === "Conflict") {
      return [{ label: words("ShowBoth"), closed: !canShow, onAct: onShow, main: true }];
    }
    if (!RETRIED.includes(link.status) || LEFT_OUT.includes(link.code)) return [];
    const { issueId } = link;
    const issue = issueId ? [{ label: words("OpenIssue"), onAct: () => onIssue(issueId) }] : [];
    return [decide("Retry", { kind: "retry" }), ...issue];
  };
  return <Problem problem={problem} actions={actions()} />;
}

/** The message to show for a link; undefined if there is nothing to say. */
export function problemOf(
  { code, problem, status, system }: LinkView,
  words: Words,
): ProblemText | undefined {
  if (problem && (status === "Unlinked" || status === "Conflict")) {
    // The link says what happened; the panel knows what the person can do here.
    return { ...problem, nextStep: words(`Waiting_${status}_Next`, system) };
  }
  if (problem || !status || !EXPLAINED.includes(status)) return problem;
  return explained(LEFT_OUT.includes(code) ? code! : status, words, system);
}

/** What the panel says itself, where the connector left no message. */
export function explained(why: string, words: Words, system: string, isNews?: boolean): ProblemText {
  const key = `Waiting_${why}`;
  return {
    code: "",
    message: words(key, system),
    nextStep: words(`${key}_Next`, system),
    isWarning: true,
    isNews,
  };
}
