import * as React from "react";
import { makeStyles, mergeClasses, shorthands, Spinner, tokens } from "@fluentui/react-components";
import { Icon } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { LOOKS, type HeadWord } from "./status-look";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  disc: {
    display: "flex",
    flexShrink: 0,
    alignItems: "center",
    justifyContent: "center",
    width: "40px",
    height: "40px",
    ...shorthands.borderRadius(tokens.borderRadiusCircular),
    // Visible in high contrast only, where the browser removes the background.
    ...shorthands.border("1px", "solid", "transparent"),
  },
  good: { backgroundColor: tokens.colorPaletteGreenBackground1, color: tokens.colorPaletteGreenForeground1 },
  busy: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  warn: {
    backgroundColor: tokens.colorPaletteDarkOrangeBackground1,
    color: tokens.colorPaletteDarkOrangeForeground1,
  },
  bad: { backgroundColor: tokens.colorPaletteRedBackground1, color: tokens.colorPaletteRedForeground1 },
  quiet: { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground2 },
  text: { display: "flex", flexDirection: "column", minWidth: 0 },
  word: {
    ...shorthands.margin(0),
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export interface StatusHeadProps {
  readonly look: HeadWord;
  readonly title: string;
  readonly children?: React.ReactNode;
  /** Turns the icon into a spinner. */
  readonly busy?: boolean;
}

/** The status at a glance: icon, word, and a line that says more. */
export function StatusHead({ look, title, children, busy }: StatusHeadProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const [icon, tone] = LOOKS[look];
  return (
    <div className={styles.head}>
      <div className={mergeClasses(styles.disc, styles[busy ? "busy" : tone])}>
        {busy ? <Spinner size="tiny" aria-hidden /> : <Icon name={icon} size={22} />}
      </div>
      <div className={styles.text}>
        <p className={styles.word}>{title}</p>
        {children && <div className={shared.note}>{children}</div>}
      </div>
    </div>
  );
}
