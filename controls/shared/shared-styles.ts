import { makeStyles, shorthands, tokens } from "@fluentui/react-components";

/** Four columns of text need this much; below it the field table becomes one block a field. */
export const NARROW = "@container (max-width: 429px)";
/** Below this an ID no longer fits beside its label. */
export const VERY_NARROW = "@container (max-width: 339px)";

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
  note: {
    ...shorthands.margin(0),
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  /** Heading of a part of a control. */
  title: {
    ...shorthands.margin(0),
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    width: "fit-content",
    ":focus-visible": { outlineColor: tokens.colorStrokeFocus2, outlineStyle: "solid", outlineWidth: "2px" },
  },
  /** Something that asks for an answer. */
  card: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    ...shorthands.padding(tokens.spacingVerticalM, tokens.spacingHorizontalM),
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
    // Visible in high contrast only, where the browser removes the background.
    ...shorthands.border(tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke2),
    backgroundColor: tokens.colorNeutralBackground2,
  },
  stack: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  /** Parts of a control below each other. */
  parts: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  plain: { ...shorthands.margin(0) },
  muted: { color: tokens.colorNeutralForeground3 },
  /** Buttons beside each other, and below each other where there is no room. */
  button: { minWidth: "auto" },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
  },
});
