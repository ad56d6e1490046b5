import * as React from "react";
import { asClientError, isAbort, type ClientError } from "../../../client";

/** What the connector was asked for, and how far it is. */
export type Watched<T> =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "failed"; readonly error: ClientError }
  | { readonly kind: "done"; readonly value: T };

export interface Watch<T> {
  readonly state: Watched<T>;
  /** Asks; whoever was being waited for is not waited for any more. */
  readonly start: (ask: (options: AskOptions) => Promise<T>) => Promise<void>;
  /** Nobody waits for it any more. */
  readonly cancel: () => void;
}

interface AskOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** One question to the connector at a time that takes a while and writes nothing: its progress, and its answer. */
export function useWatched<T>(): Watch<T> {
  const [state, setState] = React.useState<Watched<T>>({ kind: "idle" });
  const running = React.useRef<AbortController>();
  const cancel = React.useCallback(() => running.current?.abort(), []);
  React.useEffect(() => cancel, [cancel]);
  const start = async (ask: (options: AskOptions) => Promise<T>) => {
    cancel();
    const turn = new AbortController();
    running.current = turn;
    setState({ kind: "running", done: 0, total: 0 });
    try {
      const value = await ask({
        signal: turn.signal,
        onProgress: (done, total) => {
          if (!turn.signal.aborted) setState({ kind: "running", done, total });
        },
      });
      if (!turn.signal.aborted) setState({ kind: "done", value });
    } catch (thrown) {
      if (running.current !== turn) return;
      if (isAbort(thrown)) setState({ kind: "idle" });
      else setState({ kind: "failed", error: asClientError(thrown) });
    }
  };
  return { state, start, cancel };
}
