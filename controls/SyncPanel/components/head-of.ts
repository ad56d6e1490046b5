import type { PanelState } from "../state/types";
import type { HeadWord } from "./status-look";

/** Which status the head of the panel shows. */
export function headOf(state: PanelState, situation: { isNew: boolean; online: boolean }): HeadWord {
  if (situation.isNew) return "New";
  const { snapshot, problem } = state;
  if (snapshot) {
    if (snapshot.links.length === 0 && (!snapshot.status || snapshot.status === "Unlinked"))
      return "NotLinked";
    return snapshot.status ?? snapshot.links[0]?.status ?? "Pending";
  }
  if (problem?.code === "NO_PRIVILEGE") return "NoAccess";
  if (!situation.online || problem?.code === "OFFLINE") return "Offline";
  return "Unknown";
}
