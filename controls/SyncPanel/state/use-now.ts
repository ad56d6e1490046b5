import { useEffect, useState } from "react";

/** How often relative times such as "2 minutes ago" are updated. */
const TICK_MS = 30_000;

/** The current time, updated every half minute, so that relative times stay true on a form that stays open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
