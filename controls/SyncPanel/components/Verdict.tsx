import * as React from "react";
import { makeStyles, mergeClasses, tokens, useFluent } from "@fluentui/react-components";
import { Icon, type IconName } from "../../shared/icons";
import type { SettledField } from "../state/types";

type Settled = SettledField["verdict"];

const ICONS: Readonly<Record<Settled, IconName>> = {
  writeSystem: "right",
  writeDataverse: "left",
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
  /** Right to left, the columns change sides, so the arrows that point to them do, too. */
  mirrored: { transform: "scaleX(-1)" },
  writeSystem: { color: tokens.colorBrandForeground1 },
  writeDataverse: { color: tokens.colorBrandForeground1 },
  leftOut: { color: tokens.colorNeutralForeground2 },
  unchanged: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

export interface VerdictProps {
  readonly verdict: Settled;
  readonly word: string;
  readonly why: string;
}

/** What happens to a field: an arrow in the direction the value goes, the word, and why. */
export function Verdict({ verdict, word, why }: VerdictProps) {
  const styles = useStyles();
  const isRtl = useFluent().dir === "rtl";
  return (
    <div>
      <div className={mergeClasses(styles.word, styles[verdict])}>
        <span className={mergeClasses(styles.icon, isRtl && styles.mirrored)}>
          <Icon name={ICONS[verdict]} size={16} />
        </span>
        {word}
      </div>
      <div className={styles.unchanged}>{why}</div>
    </div>
  );
}
