import type { Value } from "../../../core/records";
import type { Question } from "./questions";

/** What stands in the inputs, by line; "" is nothing. */
export type Entered = Readonly<Record<string, string>>;

/** Why an input cannot be taken, as a key of the string resources under `Ask_<fault>`. */
export type EnteredFault = "required" | "noNumber" | "outOfRange" | "tooLong";

export type Faults = Readonly<Record<string, EnteredFault>>;

/** What is wrong with what was entered; an empty object: nothing. */
export function faultsIn(questions: readonly Question[], entered: Entered): Faults {
  const faults: Record<string, EnteredFault> = {};
  for (const question of questions) {
    const fault = faultOf(question, (entered[question.line] ?? "").trim());
    if (fault) faults[question.line] = fault;
  }
  return faults;
}

function faultOf({ kind, required, min, max, maxLength }: Question, text: string): EnteredFault | undefined {
  if (text === "") return required ? "required" : undefined;
  if (kind === "number") {
    const number = Number(text);
    if (!Number.isFinite(number)) return "noNumber";
    return number < (min ?? -Infinity) || number > (max ?? Infinity) ? "outOfRange" : undefined;
  }
  return maxLength !== undefined && text.length > maxLength ? "tooLong" : undefined;
}

/** The `Values` parameter: JSON of what was entered, by line. Lines left empty are left out: nobody was asked to clear them. */
export function valuesOf(questions: readonly Question[], entered: Entered): string {
  const given = questions.flatMap(({ line, kind }): [string, Value][] => {
    const text = (entered[line] ?? "").trim();
    return text === "" ? [] : [[line, valueOf(kind, text)]];
  });
  return JSON.stringify(Object.fromEntries(given));
}

function valueOf(kind: Question["kind"], text: string): Value {
  switch (kind) {
    case "number":
    case "choice":
      return Number(text);
    case "yesNo":
      return text === "1";
    case "dateTime":
      return new Date(text).toISOString();
    default:
      return text;
  }
}

const KEY = "wave-sync-values:";
/** Long enough for several records; someone who uses this screen later doesn't see the values. */
const REMEMBERED_MS = 60 * 60_000;

/** What was entered last in this tab, within the hour, so that syncing ten records does not mean typing ten times. */
export function remembered(table: string): Entered {
  try {
    const { at, entered } = JSON.parse(sessionStorage.getItem(KEY + table) ?? "{}") as {
      at?: number;
      entered?: Entered;
    };
    if (entered && at !== undefined && Math.abs(Date.now() - at) < REMEMBERED_MS) return entered;
    sessionStorage.removeItem(KEY + table);
    return {};
  } catch {
    return {}; // Storage switched off.
  }
}

export function remember(table: string, entered: Entered): void {
  try {
    const all = { ...remembered(table), ...entered };
    sessionStorage.setItem(KEY + table, JSON.stringify({ at: Date.now(), entered: all }));
  } catch {
    // Storage switched off: then nothing is remembered.
  }
}
