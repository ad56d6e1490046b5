import type { Question } from "../../client/manual";

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One question on the page. */
export interface FieldParts {
  readonly line: string;
  readonly element: HTMLElement;
  readonly input: Input;
  /** Says what is wrong with the value; "" takes it back. */
  say(fault: string): void;
}

const TYPES: Readonly<Partial<Record<Question["kind"], string>>> = {
  number: "number",
  date: "date",
  dateTime: "datetime-local",
};

/** A label, an input of the question's kind with `value` in it, and room for what is wrong. */
export function fieldFor(question: Question, value: string): FieldParts {
  const { line, label, required } = question;
  const element = document.createElement("div");
  element.className = "field";
  const input = inputFor(question);
  input.id = `value-${line}`;
  input.name = line;
  input.value = value;
  input.required = required;
  const caption = document.createElement("label");
  caption.htmlFor = input.id;
  caption.textContent = label;
  if (required) {
    const star = document.createElement("span");
    star.setAttribute("aria-hidden", "true");
    star.className = "star";
    star.textContent = " *";
    caption.append(star);
  }
  const fault = document.createElement("p");
  fault.className = "fault";
  fault.id = `${input.id}-fault`;
  fault.setAttribute("role", "alert");
  input.setAttribute("aria-describedby", fault.id);
  element.append(caption, input, fault);
  return {
    line,
    element,
    input,
    say(text) {
      fault.textContent = text;
      input.setAttribute("aria-invalid", String(text !== ""));
    },
  };
}

function inputFor({ kind, choices, maxLength, precision }: Question): Input {
  if (kind === "choice" || kind === "yesNo") {
    const select = document.createElement("select");
    select.append(new Option("", ""), ...choices.map((one) => new Option(one.label, String(one.value))));
    return select;
  }
  if (kind === "longText") {
    const area = document.createElement("textarea");
    area.rows = 4;
    if (maxLength !== undefined) area.maxLength = maxLength;
    return area;
  }
  const input = document.createElement("input");
  input.type = TYPES[kind] ?? "text";
  if (kind === "number") input.step = precision === undefined ? "any" : String(10 ** -precision);
  else if (kind === "text" && maxLength !== undefined) input.maxLength = maxLength;
  return input;
}
