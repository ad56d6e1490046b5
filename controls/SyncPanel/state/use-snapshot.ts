import { useCallback, useEffect, useRef, type Dispatch } from "react";
import type { Words } from "../../shared/words";
import { problemText } from "../../shared/problem-text";
import { kindsFor } from "../components/closed";
import type { Event } from "./reducer";
import type { Services } from "./services";
import type { PanelState } from "./types";

export interface SnapshotOptions {
  readonly table: string;
  /** Undefined for a record that was never saved: nothing is read. */
  readonly id?: string;
  /** The bound column's value, and wave_syncedon (milliseconds) where the form maps it. */
  readonly boundStatus?: string;
  readonly boundSyncedOn?: number;
  readonly boundDetails?: string;
  readonly words: Words;
  readonly services: Services;
}

/** Every so many looks, connections and issues are looked at as well: an admin may have paused, or somebody answered an issue. */
const WHOLE_EVERY = 4;

/** Reads the record again; `quiet`: the person didn't ask for it, so errors aren't shown. */
export type Reread = (quiet?: boolean) => Promise<void>;

/**
 * Reads the record when the panel opens, when the form moves to another record, and when a bound column shows
 * that something was synced behind the panel's back. Gives the function that reads again.
 */
export function useSnapshot(options: SnapshotOptions, state: PanelState, dispatch: Dispatch<Event>): Reread {
  const { table, id, boundStatus, boundSyncedOn, boundDetails, words, services } = options;
  const turn = useRef(0);
  /** The read in progress, if any; it also covers changes that the form shows meanwhile. */
  const reading = useRef(0);
  const looks = useRef(0);
  const latest = useRef({ state, words, boundDetails });
  latest.current = { state, words, boundDetails };

  const read = useCallback(
    async (quiet = false) => {
      if (!id) return;
      const mine = ++turn.current;
      reading.current = mine;
      const current = () => mine === turn.current && !services.destroyed.aborted;
      dispatch({ type: "loading" });
      const { boundDetails: bound, state: now } = latest.current;
      const known = (now.snapshot?.row.wave_syncdetails ?? bound) as string | undefined;
      const whole =
        !quiet || ++looks.current % WHOLE_EVERY === 0 || now.snapshot?.status.kind === "needsAttention";
      try {
        const snapshot = await services.read(table, id, known, whole ? undefined : now.snapshot);
        const kinds = kindsFor(snapshot);
        services.channel.send({ type: "kindsKnown", kinds, table, recordId: id, operationId: "" });
        if (current()) dispatch({ type: "loaded", snapshot, at: Date.now(), quiet });
      } catch (thrown) {
        if (current() && quiet) dispatch({ type: "missed" });
        else if (current())
          dispatch({ type: "loadFailed", problem: problemText(latest.current.words, thrown) });
      } finally {
        if (reading.current === mine) reading.current = 0;
      }
    },
    [table, id, services, dispatch],
  );

  useEffect(() => {
    void read();
    return () => {
      turn.current++; // An answer that is still on its way belongs to a record no longer shown.
    };
  }, [read]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const { snapshot, activity } = latest.current.state;
    const known =
      (boundStatus === undefined || snapshot?.stored === boundStatus) &&
      (boundSyncedOn === undefined || snapshot?.syncedOn?.getTime() === boundSyncedOn);
    if (snapshot && !activity && !reading.current && !known) void read();
  }, [boundStatus, boundSyncedOn, read]);

  return read;
}
