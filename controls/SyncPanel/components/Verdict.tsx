import * as React from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { FieldVerdict } from "../../../core/plan/types";
import { Icon, type IconName } from "../../shared/icons";

const ICONS: Readonly<Record<FieldVerdict, IconName>> = {
  writeSystem: "right",
  writeDataverse: "left",
  conflict: "split",
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
  writeSystem: { color: tokens.colorBrandForeground1 },
  writeDataverse: { color: tokens.colorBrandForeground1 },
  conflict: { color: tokens.colorPaletteDarkOrangeForeground1 },
  leftOut: { color: tokens.colorNeutralForeground2 },
  unchanged: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  why: { color: tokens.colorNeutralForeground3 },
});

export interface VerdictProps {
  readonly verdict: FieldVerdict;
  readonly word: string;
  readonly why: string;
}

/** What happens to a field: an arrow in the direction the value goes, the word, and why. */
export function Verdict({ verdict, word, why }: VerdictProps) {
  const styles = useStyles();
  return (
    <div>
      <div className={mergeClasses(styles.word, styles[verdict])}>
        <span className={styles.icon}>
          <Icon name={ICONS[verdict]} size={16} />
        </span>
        {word}
      </div>
      <div className={styles.why}>{why}</div>
    </div>
  );
}
