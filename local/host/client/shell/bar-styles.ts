import { makeStyles, shorthands, tokens } from "@fluentui/react-components";

/** On a phone the search has the room, and whose bar it is says the rest of the page. */
const NARROW = "@media (max-width: 640px)";

/** Dynamics' own navy; the same in light and dark. */
const BAR = "#0b3558";
const BAR_HOVER = "#1b4a73";

export const useBarStyles = makeStyles({
  bar: {
    // What the search has found lies over the page below, and over the grid's header, which sticks to its place.
    position: "relative",
    zIndex: 2,
    display: "flex",
    alignItems: "center",
    height: "48px",
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalS,
    backgroundColor: BAR,
    color: "#ffffff",
    ...shorthands.padding("0", tokens.spacingHorizontalS),
    "@media (forced-colors: active)": { borderBottom: "1px solid CanvasText" },
  },
  button: {
    color: "#ffffff",
    minWidth: "40px",
    height: "40px",
    ":hover": { backgroundColor: BAR_HOVER, color: "#ffffff", "& .fui-Button__icon": { color: "#ffffff" } },
    ":hover:active": {
      backgroundColor: BAR_HOVER,
      color: "#ffffff",
      "& .fui-Button__icon": { color: "#ffffff" },
    },
    "&[aria-expanded='true']": { backgroundColor: BAR_HOVER, color: "#ffffff" },
    ":focus-visible": {
      outlineColor: "#ffffff",
      outlineStyle: "solid",
      outlineWidth: "2px",
      outlineOffset: "-3px",
    },
  },
  product: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    whiteSpace: "nowrap",
    [NARROW]: { display: "none" },
  },
  divider: {
    width: "1px",
    height: "20px",
    backgroundColor: "rgba(255,255,255,0.4)",
    [NARROW]: { display: "none" },
  },
  app: { fontSize: tokens.fontSizeBase300, whiteSpace: "nowrap" },
  middle: { flexGrow: 1, display: "flex", justifyContent: "center", minWidth: 0 },
});
