import { makeStyles, shorthands, tokens } from "@fluentui/react-components";

/** A section of a form can be this narrow; below it columns become lines. */
export const NARROW = "@container (max-width: 459px)";

export const useSharedStyles = makeStyles({
  /** For screen readers only. */
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    ...shorthands.margin("-1px"),
    ...shorthands.padding(0),
    ...shorthands.overflow("hidden"),
    clip: "rect(0 0 0 0)",
    whiteSpace: "nowrap",
  },
  muted: { color: tokens.colorNeutralForeground3 },
  /** Buttons beside each other, and below each other where there is no room. */
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
  },
});
