import type { PanelState } from "../state/types";
import { LOOKS, wordOf, type HeadWord } from "./status-look";

/** Which status the head of the panel shows for a saved record. */
export function headOf(state: PanelState, online: boolean): HeadWord {
  const { problem, result, savedOn, snapshot } = state;
  if (!snapshot) {
    if (problem?.code === "NO_PRIVILEGE") return "NoAccess";
    return !online || problem?.code === "OFFLINE" ? "Offline" : "Unknown";
  }
  const word = wordOf(snapshot.status);
  if (word === "Pending" && savedOn !== undefined) return "Sending";
  if (word === "NotLinked") {
    // Nobody knows it, and somebody has to say why: which of two it is, for instance.
    const { stored } = snapshot;
    return stored && ["warn", "bad"].includes(LOOKS[stored].tone) ? stored : word;
  }
  if (word !== "InSync") return word;
  // In sync as far as the form can tell; what was learned since may say more.
  if (problem && !problem.isWarning) return "Unknown";
  const fields = result?.kind === "preview" ? result.answer.records[0]?.fields : undefined;
  const differs = fields?.some(({ verdict }) => verdict !== "unchanged" && verdict !== "leftOut");
  return differs ? "Pending" : "InSync";
}
