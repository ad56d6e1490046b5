import { counted, type Words } from "../adapters/words";
import type { PanelState } from "./types";

/** What a screen reader is told of a change, politely; "" when there is nothing new to say. */
export function announcement(state: PanelState, words: Words): string {
  const { activity, problem, result } = state;
  if (activity) return words(`Working_${activity.kind}`);
  if (problem) return `${problem.message} ${problem.nextStep}`;
  if (state.stoppedWatching) return words("StoppedWatching");
  if (!result) return "";
  const fields = result.answer.records[0]?.fields ?? [];
  const changes = fields.filter((field) => field.verdict !== "unchanged").length;
  const title = words(result.kind === "preview" ? "Preview_Title" : "Done_Title");
  return `${title}: ${changes === 0 ? words("Nothing_Different") : counted(words, "Differences", changes)}`;
}
