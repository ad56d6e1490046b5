import * as React from "react";
import { asClientError, type ClientError, isAbort } from "../../../client";

export interface Loaded<T> {
  readonly value: T | undefined;
  /** What the last try came to; the value of an earlier one stays beside it. */
  readonly error: ClientError | undefined;
  readonly loading: boolean;
  /** Reads again; resolves when it has. */
  readonly reload: () => Promise<void>;
}

/** Reads something when the part appears, and whenever `key` changes. */
export function useLoaded<T>(key: string, read: () => Promise<T>): Loaded<T> {
  const [state, setState] = React.useState<{ key: string; value?: T; error?: ClientError; loading: boolean }>(
    {
      key,
      loading: true,
    },
  );
  const alive = React.useRef(true);
  const latest = React.useRef(0);
  const reader = React.useRef(read);
  reader.current = read;
  const reload = React.useCallback(async () => {
    const turn = ++latest.current;
    const isLatest = () => alive.current && turn === latest.current;
    setState((before) => ({ ...(before.key === key ? before : { key }), loading: true }));
    try {
      const value = await reader.current();
      if (isLatest()) setState({ key, value, loading: false });
    } catch (thrown) {
      if (isAbort(thrown) || !isLatest()) return;
      const error = asClientError(thrown);
      setState((before) => ({ ...before, error, loading: false }));
    }
  }, [key]);
  React.useEffect(() => {
    alive.current = true;
    void reload();
    return () => {
      alive.current = false;
    };
  }, [reload]);
  const current = state.key === key ? state : { loading: true };
  return {
    value: "value" in current ? current.value : undefined,
    error: "error" in current ? current.error : undefined,
    loading: current.loading,
    reload,
  };
}
