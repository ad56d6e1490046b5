import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import { NARROW } from "../../shared/shared-styles";

const line = shorthands.borderBottom(tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke2);

/** Every cell of the table. */
const cell = {
  ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalS, tokens.spacingVerticalS, 0),
  ...line,
  textAlign: "start",
  verticalAlign: "top",
} as const;

/** A cell as a line of its own. */
const across = {
  gridColumnStart: 1,
  gridColumnEnd: 3,
  ...shorthands.borderBottom(0),
  ...shorthands.padding(0, 0, tokens.spacingVerticalXXS),
};

/** The field table: four columns, and one block a field where the section is narrow. */
export const useTableStyles = makeStyles({
  table: {
    width: "100%",
    tableLayout: "fixed",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground1,
    [NARROW]: { display: "block" },
  },
  head: {
    [NARROW]: {
      position: "absolute",
      width: "1px",
      height: "1px",
      ...shorthands.overflow("hidden"),
      clip: "rect(0 0 0 0)",
    },
  },
  group: { [NARROW]: { display: "block" } },
  row: {
    [NARROW]: {
      display: "grid",
      gridTemplateColumns: "minmax(84px, 30%) 1fr",
      columnGap: tokens.spacingHorizontalS,
      ...shorthands.padding(tokens.spacingVerticalS, 0),
      ...line,
    },
  },
  column: {
    ...cell,
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    width: "26%",
    ":first-child": { width: "22%" },
  },
  field: { ...cell, fontWeight: tokens.fontWeightSemibold, [NARROW]: across },
  cell: { ...cell, [NARROW]: { display: "grid", gridTemplateColumns: "subgrid", ...across } },
  /** Repeats the column's name beside the value where the head is out of sight. */
  cellLabel: { display: "none", color: tokens.colorNeutralForeground3, [NARROW]: { display: "block" } },
  all: { ...shorthands.padding(tokens.spacingVerticalXS, 0), [NARROW]: { display: "block" } },
  /** Aligned with the text of the rows. */
  fold: { ...shorthands.padding(0), minWidth: "auto" },
});
