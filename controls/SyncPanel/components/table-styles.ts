import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import { NARROW } from "../../shared/shared-styles";

const line = [tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke2] as const;

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
      ...shorthands.borderBottom(...line),
    },
  },
  column: {
    ...shorthands.padding(tokens.spacingVerticalXS, tokens.spacingHorizontalS),
    ...shorthands.borderBottom(...line),
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
    verticalAlign: "bottom",
    width: "26%",
    ":first-child": { width: "22%", paddingLeft: 0 },
  },
  field: {
    ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalS, tokens.spacingVerticalS, 0),
    ...shorthands.borderBottom(...line),
    fontWeight: tokens.fontWeightSemibold,
    textAlign: "start",
    verticalAlign: "top",
    [NARROW]: {
      gridColumnStart: 1,
      gridColumnEnd: 3,
      ...shorthands.borderBottom(0),
      ...shorthands.padding(0, 0, tokens.spacingVerticalXXS),
    },
  },
  cell: {
    ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalS),
    ...shorthands.borderBottom(...line),
    verticalAlign: "top",
    [NARROW]: {
      display: "grid",
      gridColumnStart: 1,
      gridColumnEnd: 3,
      gridTemplateColumns: "subgrid",
      ...shorthands.borderBottom(0),
      ...shorthands.padding(tokens.spacingVerticalXXS, 0),
    },
  },
  /** Repeats the column's name beside the value where the head is out of sight. */
  cellLabel: { display: "none", color: tokens.colorNeutralForeground3, [NARROW]: { display: "block" } },
  all: { ...shorthands.padding(tokens.spacingVerticalXS, 0), [NARROW]: { display: "block" } },
  /** Aligned with the text of the rows. */
  fold: { ...shorthands.padding(0), minWidth: "auto" },
});
