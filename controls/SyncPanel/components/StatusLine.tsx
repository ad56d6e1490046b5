import * as React from "react";
import { useSurroundings } from "../../shared/surroundings";
import { listed } from "../../shared/words";
import { arrived } from "../state/announcement";
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
  const { snapshot } = state;
  if (!snapshot || head === "NotLinked") return <>{words(`${head}_Next`)}</>;
  const { links } = snapshot;
  const there = head === "InSync" && arrived(state, words);
  return (
    <>
      {labels.length > 0 && <div>{words("NotSent", listed(words, labels))}</div>}
      {there && <div data-wave-arrived>{there}</div>}
      <LastSync on={links.find(({ syncedOn }) => syncedOn)?.syncedOn ?? (links[0] && snapshot.syncedOn)} />
    </>
  );
}
