import type { IconName } from "../../shared/icons";
import type { Readiness, RecordStatus } from "../../../core/sync/record-status";
import type { StatusWord } from "../state/types";

/** What the head of the panel can show: the record's status, or why there is none. */
export type HeadWord =
  | StatusWord
  | Exclude<Readiness, "Ready">
  /** Saved a moment ago, and on its way. */
  | "Sending"
  | "New"
  | "NotLinked"
  | "NoAccess"
  | "Offline"
  | "Unknown";

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
  Sending: { icon: "sync", tone: "busy" },
  Paused: { icon: "pause", tone: "warn" },
  Disconnected: { icon: "unlinked", tone: "warn" },
  NeedsSignIn: { icon: "pause", tone: "warn" },
  New: { icon: "clock", tone: "quiet" },
  NoAccess: { icon: "minus", tone: "quiet" },
  Offline: { icon: "unlinked", tone: "quiet" },
  Unknown: { icon: "warning", tone: "quiet" },
};

/** The word for what is true of a record, or of one of its links. */
export function wordOf(status: RecordStatus): HeadWord {
  switch (status.kind) {
    case "waiting":
      return "Pending";
    case "needsAttention":
      return status.status;
    case "paused":
      return status.why;
    case "notLinked":
      return "NotLinked";
    case "inSync":
      return "InSync";
  }
}
