import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import { ErrorCircle16Filled } from "@fluentui/react-icons";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    paddingTop: tokens.spacingVerticalXXS,
  },
  icon: { flexShrink: 0 },
});

/** What is wrong with a field, under it. */
export const FieldError: React.FC<{ readonly text: string; readonly id?: string }> = ({ text, id }) => {
  const styles = useStyles();
  return (
    <div role="alert" id={id} className={styles.root}>
      <ErrorCircle16Filled className={styles.icon} />
      <span>{text}</span>
    </div>
  );
};
