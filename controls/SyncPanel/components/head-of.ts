import type { PanelState } from "../state/types";
import { LOOKS, wordOf, type HeadWord } from "./status-look";

/** Which status the head of the panel shows for a saved record. */
export function headOf(state: PanelState, online: boolean): HeadWord {
  const { late, problem, result, savedOn, snapshot } = state;
  if (!snapshot) {
    if (problem?.code === "NO_PRIVILEGE") return "NoAccess";
    return !online || problem?.code === "OFFLINE" ? "Offline" : "Unknown";
  }
  const word = wordOf(snapshot.status);
  const away = snapshot.links.some(({ status }) => status === "Pending");
  if (word === "Pending" && savedOn !== undefined && !late && !away) return "Sending";
  if (word === "NotLinked") {
    // No system knows the record because of an open issue, for example two possible matches: show that.
    const { stored } = snapshot;
    return stored && ["warn", "bad"].includes(LOOKS[stored][1]) ? stored : word;
  }
  if (word !== "InSync") return word;
  // The row says "in sync"; a problem or a preview since then may contradict it.
  if (problem && !problem.isWarning) return "Unknown";
  const fields = result?.kind === "preview" ? result.answer.records[0]?.fields : undefined;
  const differs = fields?.some(({ verdict }) => verdict !== "unchanged" && verdict !== "leftOut");
  return differs ? "Pending" : "InSync";
}
