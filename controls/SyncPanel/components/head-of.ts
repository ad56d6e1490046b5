import type { PanelState } from "../state/types";
import type { HeadWord } from "./status-look";

/** Which status the head of the panel shows for a saved record. */
export function headOf({ snapshot, problem }: PanelState, online: boolean): HeadWord {
  if (snapshot) {
    const status = snapshot.status ?? snapshot.links[0]?.status;
    if (snapshot.links.length === 0 && (!status || status === "Unlinked")) return "NotLinked";
    return status ?? "Pending";
  }
  if (problem?.code === "NO_PRIVILEGE") return "NoAccess";
  if (!online || problem?.code === "OFFLINE") return "Offline";
  return "Unknown";
}
