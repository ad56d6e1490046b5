import * as React from "react";
import { asClientError, isAbort, type Answer, type ClientError } from "../../../client";
import { lookAtRun } from "../data/run-work";
import { usePage } from "../page-context";

export interface UndoWork {
  readonly phase: "looking" | "seen" | "undoing" | "undone" | "none";
  /** How far it has come. */
  readonly progress: Pick<Answer, "done" | "total"> | undefined;
  /** What would go back. */
  readonly preview: Answer | undefined;
  /** What came of it. */
  readonly end: Answer | undefined;
  readonly error: ClientError | undefined;
  readonly look: () => void;
  readonly start: () => void;
}

/** Looks at what would go back as soon as it appears; takes it back when asked. */
export function useUndo(runId: string, onUndone: () => Promise<void>): UndoWork {
  const page = usePage();
  const [state, setState] = React.useState<Partial<UndoWork>>({ phase: "looking" });
  const abort = React.useRef<AbortController>();
  const go = async (phase: "looking" | "undoing") => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    setState(({ preview }) => ({ phase, preview }));
    const onAnswer = (progress: Answer) => setState((before) => ({ ...before, progress }));
    try {
      const mode = phase === "looking" ? { mode: "preview" as const } : {};
      const answer = await lookAtRun(page, { runId, ...mode }, { onAnswer, signal });
      setState((before) =>
        phase === "looking"
          ? { phase: "seen", preview: answer }
          : { ...before, phase: "undone", end: answer },
      );
      if (phase === "undoing") await onUndone();
    } catch (thrown) {
      if (!isAbort(thrown)) setState({ phase: "none", error: asClientError(thrown) });
    }
  };
  React.useEffect(() => {
    void go("looking");
    // Nobody waits for the answer any more; an undo goes on by itself.
    return () => abort.current?.abort();
  }, [runId]);
  return {
    phase: state.phase ?? "none",
    ...{ progress: state.progress, preview: state.preview, end: state.end, error: state.error },
    look: () => void go("looking"),
    start: () => void go("undoing"),
  };
}
