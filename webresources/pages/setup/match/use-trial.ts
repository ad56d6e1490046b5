import * as React from "react";
import type { MatchTrial } from "../../../../core/operation/match-trial";
import { tryMatchRules } from "../data/try-match";
import { usePage } from "../page-context";
import { useWatched, type Watched } from "../ui/use-watched";

export interface Trial {
  readonly state: Watched<MatchTrial>;
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
  const { cancel, start, state } = useWatched<MatchTrial>();
  const [document, setDocument] = React.useState<string | null>(null);
  return {
    state,
    document,
    cancel,
    start: (tried) => {
      setDocument(tried);
      return start((options) => tryMatchRules(page, mappingId, tried, options));
    },
    found: (now, rule) => (state.kind === "done" && now === document ? state.value.byRule[rule] : undefined),
  };
}
