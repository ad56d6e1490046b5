import { counted, type Words } from "../../shared/words";
import type { PanelState, Result } from "./types";

/** What a screen reader is told of a change, politely; "" when there is nothing new to say. */
export function announcement(state: PanelState, words: Words): string {
  const { activity, problem, result } = state;
  if (activity) return words(`Working_${activity.kind}`);
  const trouble = problem ? `${problem.message} ${problem.nextStep}` : "";
  if (problem && !(problem.isWarning && result)) return trouble;
  if (state.stoppedWatching) return words("StoppedWatching");
  if (!result) return "";
  const title = words(result.kind === "preview" ? "Preview_Title" : "Done_Title");
  return `${title}: ${differences(words, result)} ${trouble}`.trim();
}

/** How many fields differ (a preview), or did before (what was done). */
export function differences(words: Words, result: Result): string {
  const fields = result.answer.records[0]?.fields ?? [];
  const count = fields.filter((field) => field.verdict !== "unchanged").length;
  if (count === 0) return words("Nothing_Different");
  return counted(words, result.kind === "preview" ? "Differences" : "Handled", count);
}
