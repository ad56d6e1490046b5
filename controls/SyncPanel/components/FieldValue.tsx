import * as React from "react";
import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import { ValueText } from "../../shared/ValueText";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  before: {
    display: "block",
    color: tokens.colorNeutralForeground3,
    textDecorationLine: "line-through",
    ...shorthands.margin(0, 0, tokens.spacingVerticalXXS),
  },
  after: { display: "block", textDecorationLine: "none", fontWeight: tokens.fontWeightSemibold },
});

export interface FieldValueProps {
  /** The current value; undefined if it is empty. */
  readonly text?: string;
  /** The new value; only for the side that is written. */
  readonly change?: { readonly text?: string };
}

/** A value of one side: as it stands, or crossed out with the new one below. */
export function FieldValue({ text, change }: FieldValueProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  if (!change) return <ValueText text={text} />;
  return (
    <>
      {text !== undefined && (
        <del className={styles.before}>
          <span className={shared.hidden}>{words("Before")} </span>
          <ValueText text={text} />
        </del>
      )}
      <ins className={styles.after}>
        <span className={shared.hidden}>{words("After")} </span>
        <ValueText text={change.text} />
      </ins>
    </>
  );
}
