import { useEffect, useRef } from "react";
import type { Services } from "./services";
import type { PanelState } from "./types";
import type { Reread } from "./use-snapshot";

/** Milliseconds between reads: growing pauses while a change is on its way, and the pause otherwise. */
const SOON = [300, 400, 600, 1_000, 1_500, 2_500, 4_000, 6_000, 10_000];
const LATER = 15_000;

/**
 * Looks at the record while its form is in sight: soon where something waits to arrive, now and then otherwise, so that what
 * changes elsewhere is seen.
 */
export function useWatch(state: PanelState, reread: Reread, services: Pick<Services, "destroyed">): void {
  const { activity, missed, savedOn, snapshot } = state;
  const turn = useRef(0);
  const kind = snapshot?.status.kind;
  const soon = kind === "waiting" || kind === "notLinked" || savedOn !== undefined;
  useEffect(() => {
    turn.current = 0;
  }, [kind, savedOn]);

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
      if (document.visibilityState !== "hidden") wait(0);
    };
    const n = turn.current++;
    if (document.visibilityState !== "hidden") wait((soon && SOON[n]) || LATER);
    document.addEventListener("visibilitychange", onSight);
    services.destroyed.addEventListener("abort", stop);
    return () => {
      stop();
      services.destroyed.removeEventListener("abort", stop);
    };
  }, [snapshot, missed, activity, soon, reread, services]);
}
