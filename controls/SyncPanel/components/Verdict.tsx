import * as React from "react";
import { makeStyles, mergeClasses, tokens, useFluent } from "@fluentui/react-components";
import { Icon, type IconName } from "../../shared/icons";
import type { SettledField } from "../state/types";

type Settled = SettledField["verdict"];

const ICONS: Readonly<Record<Settled, IconName>> = {
  writeSystem: "right",
  writeDataverse: "right",
  leftOut: "minus",
  unchanged: "equal",
};

const useStyles = makeStyles({
  word: {
    display: "flex",
    columnGap: tokens.spacingHorizontalXS,
    alignItems: "flex-start",
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { display: "flex", flexShrink: 0 },
  /** The other way; right to left, the columns change sides, and so do the arrows that point to them. */
  mirrored: { transform: "scaleX(-1)" },
  moves: { color: tokens.colorBrandForeground1 },
  stays: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

export interface VerdictProps {
  readonly verdict: Settled;
  readonly word: string;
  readonly why: string;
}

/** What happens to a field: an arrow in the direction the value goes, the word, and why. */
export function Verdict({ verdict, word, why }: VerdictProps) {
  const styles = useStyles();
  const mirrored = (useFluent().dir === "rtl") !== (verdict === "writeDataverse");
  return (
    <div>
      <div
        className={mergeClasses(
          styles.word,
          verdict.startsWith("write") ? styles.moves : verdict === "unchanged" && styles.stays,
        )}
      >
        <span className={mergeClasses(styles.icon, mirrored && styles.mirrored)}>
          <Icon name={ICONS[verdict]} size={16} />
        </span>
        {word}
      </div>
      <div className={styles.stays}>{why}</div>
    </div>
  );
}
