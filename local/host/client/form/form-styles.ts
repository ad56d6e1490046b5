import { makeStyles, shorthands, tokens } from "@fluentui/react-components";

/** Below this, columns of a tab stand one under another. */
const NARROW = "@container form (max-width: 760px)";

export const useFormStyles = makeStyles({
  body: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    // Room for the cards' shadows.
    ...shorthands.margin("0", "-4px"),
    ...shorthands.padding("0", "4px", "4px"),
    containerType: "inline-size",
    containerName: "form",
  },
  header: { flexShrink: 0, ...shorthands.padding("14px", "20px", "0") },
  headerRow: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "16px", rowGap: "8px" },
  titles: { flexGrow: 1, flexBasis: 0, minWidth: "200px" },
  title: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
    ...shorthands.margin("0"),
  },
  saved: {
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  subtitle: {
    display: "flex",
    alignItems: "center",
    columnGap: "6px",
    color: tokens.colorNeutralForeground2,
  },
  facts: { display: "flex", columnGap: "24px", alignItems: "center" },
  fact: { display: "flex", flexDirection: "column", minWidth: "80px" },
  factValue: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  factLabel: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  tabs: { marginTop: "6px", marginLeft: "-10px" },
  notices: {
    display: "flex",
    flexDirection: "column",
    rowGap: "6px",
    flexShrink: 0,
    // Stays on the page for screen readers, and takes no room while it is empty.
    ":empty": { marginBottom: `calc(-1 * ${tokens.spacingVerticalS})` },
  },
  columns: {
    display: "grid",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    [NARROW]: { gridTemplateColumns: "minmax(0, 1fr) !important" },
  },
  column: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
  section: { ...shorthands.padding("14px", "20px", "18px"), minWidth: 0 },
  sectionTitle: {
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.margin("0", "0", "10px"),
  },
  cells: {
    display: "grid",
    columnGap: "24px",
    rowGap: "10px",
    [NARROW]: { gridTemplateColumns: "minmax(0, 1fr) !important" },
  },
  cell: { minWidth: 0, [NARROW]: { gridColumnEnd: "auto !important" } },
  footer: { flexShrink: 0, display: "flex", columnGap: "24px", ...shorthands.padding("6px", "20px") },
});
