import * as React from "react";
import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { NARROW, useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import { NO_QUESTION, type Question } from "../state/use-mail";

const useStyles = makeStyles({
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 2fr) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    [NARROW]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});

export interface NotHereProps {
  /** What is offered to look for. */
  readonly address: string;
  readonly busy: boolean;
  readonly onLook: (question: Question) => void;
}

/** Something looks like an address: what else it may be, the connector says. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** "Not here?": an address or a day, and why there is no mail of it on the timeline. */
export function NotHere({ address, busy, onLook }: NotHereProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const [typed, setTyped] = React.useState<Question>(NO_QUESTION);
  const [missing, setMissing] = React.useState(false);
  const set = (change: Partial<Question>) => {
    setMissing(false);
    setTyped((before) => ({ ...before, ...change }));
  };
  const isWrong = typed.address.trim() !== "" && !ADDRESS.test(typed.address.trim());

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const question = { address: typed.address.trim(), date: typed.date };
    if (isWrong || (question.address === "" && question.date === "")) return setMissing(true);
    if (!busy) onLook(question);
  };

  return (
    <form className={shared.card} onSubmit={submit} noValidate data-wave-not-here>
      <h3 className={shared.title}>{words("NotHere")}</h3>
      <p className={shared.note}>{words("NotHere_Hint")}</p>
      <div className={styles.form}>
        <Field
          label={words("Address")}
          validationMessage={missing ? words(isWrong ? "Address_Wrong" : "Question_Missing") : undefined}
        >
          <Input
            type="email"
            autoComplete="off"
            value={typed.address}
            placeholder={address}
            onChange={(_event, { value }) => set({ address: value })}
          />
        </Field>
        <Field label={words("Day")}>
          <Input type="date" value={typed.date} onChange={(_event, { value }) => set({ date: value })} />
        </Field>
      </div>
      <div className={shared.buttons}>
        <Button type="submit" appearance="primary" className={shared.button} disabledFocusable={busy}>
          {words("FindOut")}
        </Button>
      </div>
    </form>
  );
}
