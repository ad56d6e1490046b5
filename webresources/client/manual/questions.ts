import type { ColumnChoice, ColumnInfo, Columns } from "../../../core/mapping/columns";
import type { ManualLine } from "./manual-lines";

/** How a question is answered. */
export type QuestionKind = "text" | "longText" | "number" | "choice" | "yesNo" | "date" | "dateTime";

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
  readonly choices: readonly ColumnChoice[];
}

const KINDS: Readonly<Partial<Record<ColumnInfo["type"], QuestionKind>>> = {
  memo: "longText",
  integer: "number",
  bigint: "number",
  decimal: "number",
  double: "number",
  money: "number",
  boolean: "yesNo",
  choice: "choice",
  dateTime: "dateTime",
};

/** The questions for these lines, in the order of the field map. A column nothing is known of takes a text. */
export function questionsFor(lines: readonly ManualLine[], columns: Columns): readonly Question[] {
  return lines.map(({ id, column }) => {
    const info: Partial<ColumnInfo> = columns[column] ?? {};
    const kind = (info.type && KINDS[info.type]) || "text";
    return {
      line: id,
      label: info.label ?? column,
      kind: kind === "dateTime" && info.dateOnly ? "date" : kind,
      required: info.required === "application" || info.required === "system",
      maxLength: info.maxLength,
      min: info.min,
      max: info.max,
      precision: info.type === "integer" || info.type === "bigint" ? 0 : info.precision,
      choices: info.choices ?? [],
    };
  });
}
