import * as React from "react";
import { Button, Field } from "@fluentui/react-components";
import { faultsIn, type Entered, type Faults, type Question } from "../../../webresources/client";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import type { Asking } from "../state/types";
import { QuestionInput } from "./QuestionInput";

export interface AskFormProps {
  readonly asking: Asking;
  /** What was entered last time. */
  readonly first: Entered;
  readonly closed: boolean;
  readonly onGiven: (entered: Entered) => void;
  readonly onCancel: () => void;
  readonly titleRef: React.Ref<HTMLHeadingElement>;
}

/** Asks for the values a person gives when she syncs, before the sync. */
export function AskForm({ asking, first, closed, onGiven, onCancel, titleRef }: AskFormProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const [entered, setEntered] = React.useState<Entered>(first);
  const [faults, setFaults] = React.useState<Faults>({});
  const form = React.useRef<HTMLFormElement>(null);
  const { questions, kind, link } = asking;
  const system = link?.system ?? words("TheSystem");

  const onSubmit = (event: React.FormEvent) => {
    event.preventDefault();
    const found = faultsIn(questions, entered);
    setFaults(found);
    const wrong = questions.find(({ line }) => found[line]);
    if (wrong) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wrong.line)}"]`)?.focus();
    else if (!closed) onGiven(entered);
  };
  const onChange = (line: string, text: string) => {
    setEntered({ ...entered, [line]: text });
    setFaults(({ [line]: _mended, ...rest }) => rest);
  };

  return (
    // Our own messages instead of the browser's: they stay, and they are in the person's language.
    <form ref={form} noValidate className={shared.card} onSubmit={onSubmit} data-wave-ask={kind}>
      <div>
        <h3 ref={titleRef} tabIndex={-1} className={shared.title}>
          {words(`Ask_Title_${kind}`, system)}
        </h3>
        <p className={shared.note}>{words("Ask_Why")}</p>
      </div>
      {questions.map((question) => (
        <Field
          key={question.line}
          label={question.label}
          required={question.required}
          validationMessage={faultText(question, faults)}
        >
          <QuestionInput
            question={question}
            value={entered[question.line] ?? ""}
            onChange={(text) => onChange(question.line, text)}
          />
        </Field>
      ))}
      <div className={shared.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={closed}>
          {words(`Act_${kind}_System`, system)}
        </Button>
        <Button onClick={onCancel}>{words("Cancel")}</Button>
      </div>
    </form>
  );

  function faultText({ line, min, max, maxLength }: Question, all: Faults): string | undefined {
    const fault = all[line];
    if (fault === undefined) return undefined;
    if (fault === "tooLong") return words("Ask_tooLong", maxLength ?? "");
    return fault === "outOfRange" ? words("Ask_outOfRange", min ?? "…", max ?? "…") : words(`Ask_${fault}`);
  }
}
