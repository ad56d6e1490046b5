import { faultsIn, type Entered } from "../../client/manual";
import { readTask, writeAnswer } from "../../shared/values-task";
import { fieldFor, type FieldParts } from "./field";

/**
 * The page of the dialog that asks for values before a sync, where no panel is at hand (a selection in a grid, a
 * customer's own form). The command leaves what to ask in the tab's session storage, with all words, and finds the
 * answer there when the dialog is closed; nothing left there means that the person cancelled.
 */
function start(): void {
  const task = readTask();
  const main = document.querySelector("main");
  if (!task || !main) return;
  document.documentElement.lang = task.locale;
  document.title = task.title;

  // The dialog shows the title itself; whoever hears the page alone needs it here.
  const heading = document.createElement("h1");
  heading.textContent = task.title;
  const form = document.createElement("form");
  form.noValidate = true;
  const why = document.createElement("p");
  why.textContent = task.why;
  const fields = task.questions.map((question) => fieldFor(question, task.first[question.line] ?? ""));
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  buttons.append(button(task.submit, "submit"), button(task.cancel, "button", close));
  form.append(why, ...fields.map(({ element }) => element), buttons);
  main.append(heading, form);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entered = enteredIn(fields);
    const faults = faultsIn(task.questions, entered);
    fields.forEach((field) => field.say(wordsFor(field.line)));
    const wrong = fields.find(({ line }) => faults[line]);
    if (wrong) wrong.input.focus();
    else {
      writeAnswer(entered);
      close();
    }
    function wordsFor(line: string): string {
      const fault = faults[line];
      const question = task?.questions.find((one) => one.line === line);
      const { min = "…", max = "…", maxLength = "" } = question ?? {};
      const text = fault ? (task?.faults[fault] ?? fault) : "";
      return fault === "tooLong"
        ? text.replace("{0}", String(maxLength))
        : text.replace("{0}", String(min)).replace("{1}", String(max));
    }
  });
  fields[0]?.input.focus();
}

function enteredIn(fields: readonly FieldParts[]): Entered {
  return Object.fromEntries(fields.map(({ line, input }) => [line, input.value]));
}

function button(text: string, type: "submit" | "button", onClick?: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = type;
  element.textContent = text;
  if (onClick) element.addEventListener("click", onClick);
  return element;
}

/** A dialog of `navigateTo` closes with the window inside it. */
function close(): void {
  window.close();
}

start();
