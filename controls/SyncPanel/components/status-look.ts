import type { IconName } from "../../shared/icons";
import type { StatusWord } from "../state/types";

/** What the head of the panel can show: the record's status, or why there is none. */
export type HeadWord = StatusWord | "New" | "NotLinked" | "NoAccess" | "Offline" | "Unknown";

export type Tone = "good" | "busy" | "warn" | "bad" | "quiet";

/** Icon and tone of each; the word is in the resources under `Status_<name>`. Tone never stands alone. */
export const LOOKS: Readonly<Record<HeadWord, { readonly icon: IconName; readonly tone: Tone }>> = {
  InSync: { icon: "check", tone: "good" },
  Pending: { icon: "clock", tone: "busy" },
  Working: { icon: "sync", tone: "busy" },
  Failed: { icon: "error", tone: "bad" },
  Conflict: { icon: "split", tone: "warn" },
  NeedsAttention: { icon: "warning", tone: "warn" },
  Parked: { icon: "pause", tone: "warn" },
  Unlinked: { icon: "unlinked", tone: "quiet" },
  NotLinked: { icon: "unlinked", tone: "quiet" },
  New: { icon: "save", tone: "quiet" },
  NoAccess: { icon: "lock", tone: "quiet" },
  Offline: { icon: "offline", tone: "quiet" },
  Unknown: { icon: "warning", tone: "quiet" },
};
