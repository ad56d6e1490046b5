import * as React from "react";
import { makeStyles, Portal, shorthands, Spinner, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  root: {
    position: "fixed",
    top: 0,
    right: 0,
    bottom: 0,
    left: 0,
    zIndex: 1_000_000,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    backgroundColor: tokens.colorBackgroundOverlay,
  },
  box: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow28,
    minWidth: "260px",
    maxWidth: "420px",
    ...shorthands.padding("28px", "32px"),
    ...shorthands.borderRadius(tokens.borderRadiusXLarge),
    ...shorthands.border("1px", "solid", tokens.colorTransparentStroke),
  },
});

/** Xrm.Utility.showProgressIndicator: covers the page until closed. */
export const ProgressOverlay: React.FC<{ readonly text: string }> = ({ text }) => {
  const styles = useStyles();
  return (
    <Portal>
      <div className={styles.root} data-progress>
        <div className={styles.box} role="status" aria-live="polite">
          <Spinner label={text} labelPosition="below" />
        </div>
      </div>
    </Portal>
  );
};
