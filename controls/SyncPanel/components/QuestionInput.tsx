import * as React from "react";
import { Input, Select, Textarea, type InputProps } from "@fluentui/react-components";
import type { Question } from "../../../webresources/client";

const INPUT_TYPES: Readonly<Partial<Record<Question["kind"], InputProps["type"]>>> = {
  number: "number",
  date: "date",
  dateTime: "datetime-local",
};

export interface QuestionInputProps {
  readonly question: Question;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/**
 * The input for a question, by its kind. Everything is a text here; `valuesOf` makes values of it. What the label's
 * field has to say to a screen reader comes in the remaining props, as Fluent hands it to its child.
 */
export function QuestionInput({ question, value, onChange, ...field }: QuestionInputProps) {
  const { kind, line, choices, maxLength, precision } = question;
  switch (kind) {
    case "choice":
    case "yesNo":
      return (
        <Select {...field} name={line} value={value} onChange={(_event, data) => onChange(data.value)}>
          <option value="" />
          {choices.map((choice) => (
            <option key={choice.value} value={String(choice.value)}>
              {choice.label}
            </option>
          ))}
        </Select>
      );
    case "longText":
      return (
        <Textarea
          {...field}
          name={line}
          value={value}
          maxLength={maxLength}
          resize="vertical"
          onChange={(_event, data) => onChange(data.value)}
        />
      );
    default:
      return (
        <Input
          {...field}
          name={line}
          type={INPUT_TYPES[kind] ?? "text"}
          step={kind === "number" ? stepOf(precision) : undefined}
          value={value}
          maxLength={maxLength}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
  }
}

/** What the arrows of a number add, and how fine it may be. */
const stepOf = (precision: number | undefined): number | "any" =>
  precision === undefined ? "any" : 10 ** -precision;
