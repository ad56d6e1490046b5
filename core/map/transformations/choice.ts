import type { ColumnChoice } from "../../mapping/columns";
import type { Transformation } from "../../mapping/types";
import type { Value } from "../../records";

export type ChoiceRule = Extract<Transformation, { kind: "choice" }>;

/** Labels are compared as people read them: case, surrounding spaces and composition make no difference. */
function fold(label: string): string {
  return label.trim().normalize("NFC").toLowerCase();
}

/**
 * The number of the choice a system's word (or number) stands for, or null when there is none.
 * The rule's own map is asked first; then the labels, or the numbers, of the column.
 */
export function toChoice(value: Value, rule: ChoiceRule, choices: readonly ColumnChoice[]): number | null {
  const key = fold(String(value));
  const mapped = Object.entries(rule.map ?? {}).find(([word]) => fold(word) === key)?.[1];
  // A number is read by way of its text: `true` is no 1.
  const plain =
    rule.by === "label" ? choices.find((choice) => fold(choice.label) === key)?.value : Number(key);
  const found = mapped ?? plain;
  return found !== undefined && choices.some((choice) => choice.value === found) ? found : null;
}

/** The system's word for a choice: the rule's own map backwards, else its label, or its number. Null when the choice is unknown. */
export function fromChoice(
  value: Value,
  rule: ChoiceRule,
  choices: readonly ColumnChoice[],
): string | number | null {
  const number = Number(value);
  const mapped = Object.entries(rule.map ?? {}).find(([, choice]) => choice === number)?.[0];
  if (mapped !== undefined) return mapped;
  const choice = choices.find((candidate) => candidate.value === number);
  if (!choice) return null;
  return rule.by === "label" ? choice.label : choice.value;
}
