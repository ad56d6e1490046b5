import { makeStyles, shorthands, tokens } from "@fluentui/react-components";

/** Cards on a grey ground, as in the new look. */
export const usePageStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    rowGap: tokens.spacingVerticalS,
    ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalM, tokens.spacingVerticalM),
  },
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    ...shorthands.borderRadius(tokens.borderRadiusLarge),
    ...shorthands.border("1px", "solid", tokens.colorTransparentStroke),
  },
  bar: {
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    minHeight: "44px",
    ...shorthands.padding("0", "6px"),
  },
  divider: { flexGrow: 0, height: "20px", ...shorthands.margin("0", "6px") },
  list: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minHeight: 0,
    ...shorthands.overflow("hidden"),
  },
  listHead: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    flexShrink: 0,
    ...shorthands.padding("8px", "12px", "8px", "8px"),
  },
  center: { display: "flex", flexGrow: 1, alignItems: "center", justifyContent: "center" },
  frame: { flexGrow: 1, ...shorthands.borderStyle("none"), backgroundColor: tokens.colorNeutralBackground1 },
});
