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
export const LOOKS: Readonly<Record<HeadWord, readonly [IconName, Tone]>> = {
  InSync: ["check", "good"],
  Pending: ["clock", "busy"],
  Working: ["clock", "busy"],
  Failed: ["error", "bad"],
  Conflict: ["warning", "warn"],
  NeedsAttention: ["warning", "warn"],
  Parked: ["pause", "warn"],
  Unlinked: ["unlinked", "quiet"],
  NotLinked: ["unlinked", "quiet"],
  Sending: ["clock", "busy"],
  Paused: ["pause", "warn"],
  Disconnected: ["unlinked", "warn"],
  NeedsSignIn: ["pause", "warn"],
  New: ["clock", "quiet"],
  NoAccess: ["minus", "quiet"],
  Offline: ["unlinked", "quiet"],
  Unknown: ["warning", "quiet"],
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
