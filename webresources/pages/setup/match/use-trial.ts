import * as React from "react";
import type { MatchTrial } from "../../../../core/operation/match-trial";
import { asClientError, isAbort, type ClientError } from "../../../client";
import { tryMatchRules } from "../data/try-match";
import { usePage } from "../page-context";

export type TrialState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "failed"; readonly error: ClientError }
  | { readonly kind: "done"; readonly trial: MatchTrial };

export interface Trial {
  readonly state: TrialState;
  /** The document that was tried last. */
  readonly document: string | null;
  readonly start: (document: string) => Promise<void>;
  /** Nobody waits for it any more; it wrote nothing anyway. */
  readonly cancel: () => void;
  /** How many a rule would link, where the rules are still those that were tried. */
  readonly found: (document: string | null, rule: number) => number | undefined;
}

/** Tries the rules of a mapping, one trial at a time. */
export function useTrial(mappingId: string): Trial {
  const page = usePage();
  const [state, setState] = React.useState<TrialState>({ kind: "idle" });
  const [document, setDocument] = React.useState<string | null>(null);
  const running = React.useRef<AbortController>();
  const cancel = React.useCallback(() => running.current?.abort(), []);
  React.useEffect(() => cancel, [cancel]);
  const start = async (tried: string) => {
    cancel();
    const turn = new AbortController();
    running.current = turn;
    setDocument(tried);
    setState({ kind: "running", done: 0, total: 0 });
    try {
      const trial = await tryMatchRules(page, mappingId, tried, {
        signal: turn.signal,
        onProgress: (done, total) => {
          if (!turn.signal.aborted) setState({ kind: "running", done, total });
        },
      });
      if (!turn.signal.aborted) setState({ kind: "done", trial });
    } catch (thrown) {
      if (running.current !== turn) return;
      if (isAbort(thrown)) setState({ kind: "idle" });
      else setState({ kind: "failed", error: asClientError(thrown) });
    }
  };
  return {
    state,
    document,
    start,
    cancel,
    found: (now, rule) => (state.kind === "done" && now === document ? state.trial.byRule[rule] : undefined),
  };
}
