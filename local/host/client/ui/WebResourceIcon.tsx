import * as React from "react";
import { makeStyles } from "@fluentui/react-components";
import { webResourceUrl } from "../scripts/libraries";

const useStyles = makeStyles({
  root: {
    display: "inline-block",
    flexShrink: 0,
    maskSize: "contain",
    maskRepeat: "no-repeat",
    maskPosition: "center",
    backgroundColor: "currentColor",
    // High contrast would paint the mask's background away.
    forcedColorAdjust: "none",
    "@media (forced-colors: active)": { backgroundColor: "ButtonText" },
  },
});

/** An SVG web resource in the colour of the text around it. */
export const WebResourceIcon: React.FC<{ readonly name: string; readonly size?: number }> = ({
  name,
  size = 20,
}) => {
  const styles = useStyles();
  const url = `url("${webResourceUrl(name)}")`;
  return (
    <span
      aria-hidden="true"
      className={styles.root}
      style={{ width: size, height: size, WebkitMaskImage: url, maskImage: url }}
    />
  );
};
