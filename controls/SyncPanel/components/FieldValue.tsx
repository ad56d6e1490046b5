import * as React from "react";
import { Link, makeStyles, shorthands, tokens } from "@fluentui/react-components";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

/** Longer than this, a value pushes everything else out of sight. */
const SHOWN_CHARACTERS = 160;

const useStyles = makeStyles({
  text: { overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  none: { color: tokens.colorNeutralForeground3, fontStyle: "italic" },
  before: {
    display: "block",
    color: tokens.colorNeutralForeground3,
    textDecorationLine: "line-through",
    ...shorthands.margin(0, 0, tokens.spacingVerticalXXS),
  },
  after: { display: "block", textDecorationLine: "none", fontWeight: tokens.fontWeightSemibold },
});

export interface FieldValueProps {
  /** What it holds; undefined: nothing. */
  readonly text?: string;
  /** What it will hold, or was given; only for the side that is written. */
  readonly change?: { readonly text?: string };
}

/** A value of one side: as it stands, or crossed out with the new one below. */
export function FieldValue({ text, change }: FieldValueProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  if (!change) return <Text text={text} />;
  return (
    <>
      {text !== undefined && (
        <del className={styles.before}>
          <span className={shared.hidden}>{words("Before")} </span>
          <Text text={text} />
        </del>
      )}
      <ins className={styles.after}>
        <span className={shared.hidden}>{words("After")} </span>
        <Text text={change.text} />
      </ins>
    </>
  );
}

function Text({ text }: { readonly text?: string }) {
  const styles = useStyles();
  const { words } = useSurroundings();
  const [whole, setWhole] = React.useState(false);
  if (text === undefined) return <span className={styles.none}>{words("Empty")}</span>;
  const cut = !whole && text.length > SHOWN_CHARACTERS;
  return (
    <span className={styles.text}>
      {cut ? `${text.slice(0, SHOWN_CHARACTERS).trimEnd()}… ` : text}
      {cut && (
        <Link as="button" inline onClick={() => setWhole(true)}>
          {words("ShowAll")}
        </Link>
      )}
    </span>
  );
}
