import * as React from "react";
import { useSurroundings } from "../../shared/surroundings";
import { listed } from "../../shared/words";
import type { PanelState } from "../state/types";
import { LastSync } from "./LastSync";
import type { HeadWord } from "./status-look";

export interface StatusLineProps {
  readonly head: HeadWord;
  readonly state: PanelState;
  /** Names of the columns that aren't synced yet. */
  readonly labels: readonly string[];
}

/** The line below the status: what isn't synced yet, how long the last change took, when the last sync was. */
export function StatusLine({ head, state, labels }: StatusLineProps) {
  const { words } = useSurroundings();
  const { arrivedAfter, snapshot } = state;
  if (!snapshot || head === "NotLinked") return <>{words(`${head}_Next`)}</>;
  const { links } = snapshot;
  const seconds = arrivedAfter === undefined ? 0 : Math.max(0.1, Math.round(arrivedAfter / 100) / 10);
  return (
    <>
      {labels.length > 0 && <div>{words("NotSent", listed(words, labels))}</div>}
      {head === "InSync" && seconds > 0 && links[0] && (
        <div data-wave-arrived>{words("Arrived", links[0].system, seconds)}</div>
      )}
      <LastSync on={links.find(({ syncedOn }) => syncedOn)?.syncedOn ?? (links[0] && snapshot.syncedOn)} />
    </>
  );
}
