import type { FieldResult } from "../../core/operation/types";
import type { Answer } from "../client";
import { lineOf, problemOfAnswer } from "../shared/problem-text";
import { words } from "../shared/words";

/** A dialog is no place for more; the panel shows them all. */
const SHOWN_FIELDS = 15;

/** Shows a preview where no panel of ours is on the form, e.g. on a customer's own form. */
export async function showPreview(answer: Answer): Promise<void> {
  const problem = problemOfAnswer(answer);
  await Xrm.Navigation.openAlertDialog({
    title: words("Preview_Title"),
    text: problem ? lineOf(problem, answer.reference) : textOf(answer),
  });
}

function textOf(answer: Answer): string {
  const system = answer.connectionName ?? words("TheSystem");
  const fields = (answer.records[0]?.fields ?? []).filter((field) => field.verdict !== "unchanged");
  if (fields.length === 0) return words("Nothing_Different");
  const lines = fields.slice(0, SHOWN_FIELDS).map((field) => lineFor(field, system));
  const more = fields.length - lines.length;
  return [...lines, ...(more > 0 ? [words("More_Fields", more)] : []), words("Preview_WritesNothing")].join(
    "\n",
  );
}

function lineFor(field: FieldResult, system: string): string {
  return `${field.label}: ${words(`Verdict_preview_${field.verdict}`, system)} (${field.reasonText})`;
}
