import * as React from "react";

/** Does something every so often, while the page can be seen; at once when it can be seen again. */
export function useEvery(milliseconds: number, work: () => Promise<void>): void {
  const latest = React.useRef(work);
  latest.current = work;
  React.useEffect(() => {
    let timer: number | undefined;
    let stopped = false;
    const next = () => {
      window.clearTimeout(timer);
      if (!stopped && !document.hidden) timer = window.setTimeout(() => void turn(), milliseconds);
    };
    const turn = () => latest.current().finally(next);
    const seen = () => (document.hidden ? window.clearTimeout(timer) : void turn());
    document.addEventListener("visibilitychange", seen);
    next();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [milliseconds]);
}
