import { useEffect, useState } from "react";

/** "2 minutes ago" need not be truer than this. */
const TICK_MS = 30_000;

/** The time, anew every half minute, so that relative words stay true on a form left open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
