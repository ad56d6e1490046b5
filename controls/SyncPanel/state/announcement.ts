import type { FieldVerdict } from "../../../core/plan/types";
import { counted, localeOf, type Words } from "../../shared/words";
import type { PanelState, Result } from "./types";

/** "In Wave, 0.4 s": what was saved is there. Undefined where nothing has just arrived. */
export function arrived({ arrivedAfter, snapshot }: PanelState, words: Words): string | undefined {
  const [link] = snapshot?.links ?? [];
  if (arrivedAfter === undefined || !link) return undefined;
  const seconds = Math.max(0.1, Math.round(arrivedAfter / 100) / 10);
  return words("Arrived", link.system, seconds.toLocaleString(localeOf(words)));
}

/** What a screen reader is told of a change, politely; "" when there is nothing new to say. `news`: what has come from elsewhere. */
export function announcement(state: PanelState, words: Words, news = ""): string {
  const { activity, problem, result } = state;
  if (activity) return words(`Working_${activity.kind}`);
  const trouble = problem ? `${problem.message} ${problem.nextStep}` : "";
  if (problem && !(problem.isWarning && result)) return trouble;
  if (state.stoppedWatching) return words("StoppedWatching");
  if (!result) return news || (arrived(state, words) ?? "");
  return `${resultTitle(words, result)}: ${differences(words, result)} ${trouble}`.trim();
}

/** What became of it in a few words, e.g. "Synced to Wave". */
export function resultTitle(words: Words, { kind, answer, system = words("TheSystem") }: Result): string {
  const outcome = answer.records[0]?.outcome;
  if (kind === "preview") return words("Preview_Title");
  if (outcome === "failed" || outcome === "skipped") return words("Status_Failed");
  if (outcome === "conflict" || (outcome === "unchanged" && kind !== "resolve")) {
    return words(`Done_${outcome}`);
  }
  return words(kind === "push" && outcome === "created" ? "Done_created" : `Done_${kind}`, system);
}

/** How many fields would change (a preview) or were written, and how many were not, with the reason in the table. */
export function differences(words: Words, { kind, answer }: Result): string {
  const fields = answer.records[0]?.fields ?? [];
  const many = (key: string, ...verdicts: readonly FieldVerdict[]) => {
    const count = fields.filter(({ verdict }) => verdicts.includes(verdict)).length;
    return count > 0 ? [counted(words, key, count)] : [];
  };
  const written = many(kind === "preview" ? "Differences" : "Handled", "writeSystem", "writeDataverse");
  const parts = [...written, ...many("Undecided", "conflict"), ...many("LeftOut", "leftOut")];
  if (parts.length === 0) return words("Nothing_Different");
  if (kind === "preview") parts.push(words("Preview_WritesNothing"));
  return parts.join(" ");
}
