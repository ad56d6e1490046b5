import { readColumns } from "./read-columns";
import { questionsFor, type Question } from "./questions";
import type { ManualLine } from "./manual-lines";

/** The questions for these lines, with what the platform knows of their columns. Throws ClientError. */
export async function readQuestions(
  table: string,
  lines: readonly ManualLine[],
): Promise<readonly Question[]> {
  return questionsFor(
    lines,
    await readColumns(
      table,
      lines.map(({ column }) => column),
    ),
  );
}

export { faultsIn, remember, remembered, valuesOf, type Entered, type Faults } from "./answers";
export { type AskingKind, type ManualLine } from "./manual-lines";
export type { Question } from "./questions";
export { readManualLines } from "./read-lines";
