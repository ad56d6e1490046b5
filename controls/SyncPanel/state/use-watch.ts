import { useEffect, useRef } from "react";
import type { Services } from "./services";
import type { PanelState } from "./types";
import type { Reread } from "./use-snapshot";

/** Milliseconds between looks while a change is on its way. */
const SOON = [200, 200, 300, 400, 600, 1_000, 1_500, 2_500, 4_000, 6_000];
/** And otherwise: at first, growing by so much each time, and at most. */
const LATER = 5_000;
const GROWTH = 1.15;
const LONGEST = 60_000;

/**
 * Looks at the record while its form is in sight: soon where something waits to arrive, now and then otherwise, so that what
 * changes elsewhere is seen. The longer nothing happens, the rarer; whoever comes back to the form is told at once.
 */
export function useWatch(state: PanelState, reread: Reread, services: Pick<Services, "destroyed">): void {
  const { activity, brought, looks, savedOn, snapshot } = state;
  const turn = useRef(0);
  const kind = snapshot?.status.kind;
  const soon = kind === "waiting" || kind === "notLinked" || savedOn !== undefined;
  useEffect(() => {
    turn.current = 0;
  }, [kind, savedOn, brought]);

  useEffect(() => {
    if (!snapshot || activity) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => void reread(true);
    const stop = () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onSight);
    };
    const wait = (milliseconds: number) => {
      timer = setTimeout(look, milliseconds);
    };
    const onSight = () => {
      clearTimeout(timer);
      turn.current = 0;
      if (document.visibilityState !== "hidden") wait(0);
    };
    const n = turn.current++;
    if (document.visibilityState !== "hidden")
      wait((soon && SOON[n]) || Math.min(LATER * GROWTH ** n, LONGEST));
    document.addEventListener("visibilitychange", onSight);
    services.destroyed.addEventListener("abort", stop);
    return () => {
      stop();
      services.destroyed.removeEventListener("abort", stop);
    };
  }, [snapshot, looks, activity, soon, reread, services]);
}
