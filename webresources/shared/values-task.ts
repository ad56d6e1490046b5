import type { Entered, Question } from "../client/manual";

/** Where command and dialog leave things for each other: the same tab, the same origin. */
const TASK = "wave-sync-ask";
const ANSWER = "wave-sync-answer";

/** What the dialog is to ask, with every word it needs. */
export interface ValuesTask {
  /** BCP 47 tag of the words. */
  readonly locale: string;
  readonly title: string;
  readonly why: string;
  readonly submit: string;
  readonly cancel: string;
  /** What is said where the dialog stays open: after values were given, and after they were not. */
  readonly given: string;
  readonly canceled: string;
  /** By the fault of `faultsIn`; `{0}` and `{1}` are limits. */
  readonly faults: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  /** What was entered last time. */
  readonly first: Entered;
}

export function leaveTask(task: ValuesTask): void {
  sessionStorage.removeItem(ANSWER);
  sessionStorage.setItem(TASK, JSON.stringify(task));
}

export function readTask(): ValuesTask | undefined {
  const text = sessionStorage.getItem(TASK);
  return text ? (JSON.parse(text) as ValuesTask) : undefined;
}

export function writeAnswer(entered: Entered): void {
  sessionStorage.setItem(ANSWER, JSON.stringify(entered));
}

/** Takes the answer, once; undefined: the person cancelled. */
export function takeAnswer(): Entered | undefined {
  const text = sessionStorage.getItem(ANSWER);
  sessionStorage.removeItem(ANSWER);
  sessionStorage.removeItem(TASK);
  return text ? (JSON.parse(text) as Entered) : undefined;
}
