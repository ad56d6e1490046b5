import { faultsIn, type Entered, type Faults } from "../../client/manual";
import { readTask, writeAnswer, type ValuesTask } from "../../shared/values-task";
import { closeDialog } from "./close-dialog";
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
  const fields = task.questions.map((question) => fieldFor(question, task.first[question.line] ?? ""));
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  buttons.append(button(task.submit, "submit"), button(task.cancel, "button", cancel));
  form.append(paragraph(task.why), ...fields.map(({ element }) => element), buttons);
  main.append(heading, form);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entered = enteredIn(fields);
    const faults = faultsIn(task.questions, entered);
    fields.forEach((field) => field.say(faultText(task, faults, field.line)));
    const wrong = fields.find(({ line }) => faults[line]);
    if (wrong) wrong.input.focus();
    else {
      writeAnswer(entered);
      leave(task.given);
    }
  });
  // The dialog hears no keys pressed in here.
  document.addEventListener("keydown", ({ key }) => key === "Escape" && cancel());
  fields[0]?.input.focus();

  function cancel(): void {
    leave(task?.canceled ?? "");
  }

  /** Ends the dialog; where it does not close by itself, the page says how it is closed, and what then happens. */
  function leave(last: string): void {
    void closeDialog().then(() => {
      const said = paragraph(last);
      said.tabIndex = -1;
      main?.replaceChildren(heading, said);
      said.focus();
    });
  }
}

function faultText({ questions, faults: texts }: ValuesTask, faults: Faults, line: string): string {
  const fault = faults[line];
  if (!fault) return "";
  const { min = "…", max = "…", maxLength = "" } = questions.find((one) => one.line === line) ?? {};
  const [first, second] = fault === "tooLong" ? [maxLength] : [min, max];
  return (texts[fault] ?? fault).replace("{0}", String(first)).replace("{1}", String(second));
}

function enteredIn(fields: readonly FieldParts[]): Entered {
  return Object.fromEntries(fields.map(({ line, input }) => [line, input.value]));
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function button(text: string, type: "submit" | "button", onClick?: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = type;
  element.textContent = text;
  if (onClick) element.addEventListener("click", onClick);
  return element;
}

start();
