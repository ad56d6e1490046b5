import { publish } from "../shared/publish";
import { isConnected } from "./is-connected";
import { runOnSelection, type Grid } from "./many-records";
import { runOnForm } from "./one-record";
import type { ItemReference } from "./selection";

/** The commands of contact and account, by the names the ribbon calls them with. */
publish("Ribbon", {
  pushRecord: (primaryControl: Xrm.FormContext) => runOnForm("push", primaryControl),
  pullRecord: (primaryControl: Xrm.FormContext) => runOnForm("pull", primaryControl),
  previewRecord: (primaryControl: Xrm.FormContext) => runOnForm("preview", primaryControl),
  pushSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("push", grid, references),
  pullSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("pull", grid, references),
  previewSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("preview", grid, references),
  isConnected,
});
