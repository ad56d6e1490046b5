import type { ManualLine } from "./manual-lines";
import type { ColumnJson } from "./read-columns";

/** How a question is answered. */
export type QuestionKind = "text" | "longText" | "number" | "choice" | "yesNo" | "date" | "dateTime";

export interface Choice {
  readonly value: number;
  readonly label: string;
}

/** One question before a sync: what a column holds, as an input asks for it. */
export interface Question {
  readonly line: string;
  readonly label: string;
  readonly kind: QuestionKind;
  readonly required: boolean;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Digits after the decimal sign. */
  readonly precision?: number;
  /** For choice and yesNo. */
  readonly choices: readonly Choice[];
}

const KINDS: Readonly<Record<string, QuestionKind>> = {
  Memo: "longText",
  Integer: "number",
  BigInt: "number",
  Decimal: "number",
  Double: "number",
  Money: "number",
  Boolean: "yesNo",
  Picklist: "choice",
  DateTime: "dateTime",
};

/** The questions for these lines, in the order of the field map. A column nothing is known of takes a text. */
export function questionsFor(
  lines: readonly ManualLine[],
  columns: readonly ColumnJson[],
): readonly Question[] {
  return lines.map(({ id, column }) => {
    const json: Partial<ColumnJson> = columns.find((one) => one.LogicalName === column) ?? {};
    const kind = KINDS[json.AttributeType ?? ""] ?? "text";
    return {
      line: id,
      label: json.DisplayName?.UserLocalizedLabel?.Label ?? column,
      kind: kind === "dateTime" && json.Format === "DateOnly" ? "date" : kind,
      required: /^(Application|System)Required$/.test(json.RequiredLevel?.Value ?? ""),
      maxLength: json.MaxLength ?? undefined,
      min: json.MinValue ?? undefined,
      max: json.MaxValue ?? undefined,
      precision: json.AttributeType === "Integer" ? 0 : (json.Precision ?? undefined),
      choices: choicesOf(json),
    };
  });
}

function choicesOf({ OptionSet: set }: Partial<ColumnJson>): readonly Choice[] {
  const options = set?.Options ?? [set?.TrueOption, set?.FalseOption];
  return options.flatMap((option) =>
    option
      ? [{ value: option.Value, label: option.Label.UserLocalizedLabel?.Label ?? String(option.Value) }]
      : [],
  );
}
