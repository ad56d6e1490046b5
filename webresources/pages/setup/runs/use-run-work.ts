import * as React from "react";
import type { RunAction } from "../../../../core/operation/types";
import { asClientError, type ClientError } from "../../../client";
import { changeRun } from "../data/run-work";
import { usePage } from "../page-context";

export interface RunWork {
  /** What was asked of it and has not come about yet. */
  readonly asked: RunAction | undefined;
  readonly error: ClientError | undefined;
  readonly ask: (action: RunAction) => void;
}

/** Stops a run, or lets it go on. @param underWay whether the run's row says that it is */
export function useRunWork(runId: string, underWay: boolean, onAsked: () => Promise<void>): RunWork {
  const page = usePage();
  const [asked, setAsked] = React.useState<RunAction>();
  const [error, setError] = React.useState<ClientError>();
  // It has come about: the row says so.
  React.useEffect(() => setAsked(undefined), [underWay]);
  const ask = async (action: RunAction) => {
    if (asked) return;
    setAsked(action);
    setError(undefined);
    try {
      await changeRun(page, runId, action);
    } catch (thrown) {
      setError(asClientError(thrown));
      setAsked(undefined);
    }
    await onAsked();
  };
  return { asked, error, ask: (action) => void ask(action) };
}
