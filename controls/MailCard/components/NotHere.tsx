import * as React from "react";
import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { NARROW, useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

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
  /** With one whole address, or a day (YYYY-MM-DD). */
  readonly onLook: (query: string) => void;
}

/** Something looks like an address: what else it may be, the connector says. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** YYYY-MM-DD, as the browser gives a day. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** "Not here?": an address or a day, and why there is no mail of it on the timeline. */
export function NotHere({ address, busy, onLook }: NotHereProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const [query, setQuery] = React.useState("");
  const [missing, setMissing] = React.useState(false);
  // One or the other: typing here empties it there.
  const set = (text: string) => {
    setMissing(false);
    setQuery(text);
  };

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const text = query.trim();
    if (!isDay(text) && !ADDRESS.test(text)) setMissing(true);
    else if (!busy) onLook(text);
  };

  return (
    <form className={shared.card} onSubmit={submit} noValidate data-wave-not-here>
      <h3 className={shared.title}>{words("NotHere")}</h3>
      <p className={shared.note}>{words("NotHere_Hint")}</p>
      <div className={styles.form}>
        <Field
          label={words("Address")}
          validationMessage={
            missing ? words(query.trim() === "" ? "Question_Missing" : "Address_Wrong") : undefined
          }
        >
          <Input
            type="email"
            autoComplete="off"
            value={isDay(query) ? "" : query}
            placeholder={address}
            onChange={(_event, { value }) => set(value)}
          />
        </Field>
        <Field label={words("Day")}>
          <Input type="date" value={isDay(query) ? query : ""} onChange={(_event, { value }) => set(value)} />
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
