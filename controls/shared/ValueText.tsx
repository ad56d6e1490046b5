import * as React from "react";
import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { useSurroundings } from "./surroundings";

/** Longer values are cut, so that they don't push everything else out of sight. */
const SHOWN_CHARACTERS = 160;

const useStyles = makeStyles({
  text: { whiteSpace: "pre-wrap" },
  none: { color: tokens.colorNeutralForeground3, fontStyle: "italic" },
});

/** A value as text; long values are cut until the person selects "Show all", undefined is shown as "(empty)". */
export function ValueText({ text }: { readonly text?: string }) {
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
