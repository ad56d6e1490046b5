import { publish } from "../shared/publish";
import { decideSelected } from "./decide-issues";
import { isConnected, isOnline } from "./is-connected";
import { runOnSelection, type Grid } from "./many-records";
import { runOnForm } from "./one-record";
import type { ItemReference } from "./selection";
import { startOnForm, startSelected } from "./start-run";
import { canUndo, undoOnForm, undoSelected } from "./undo-run";

/** The commands of contact and account, mappings, runs and issues, by the names the ribbon calls them with. */
publish("Ribbon", {
  pushRecord: (primaryControl: Xrm.FormContext) => runOnForm("push", primaryControl),
  pullRecord: (primaryControl: Xrm.FormContext) => runOnForm("pull", primaryControl),
  previewRecord: (primaryControl: Xrm.FormContext) => runOnForm("preview", primaryControl),
  pushSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("push", grid, references),
  pullSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("pull", grid, references),
  previewSelected: (grid: Grid, references: ItemReference[]) => runOnSelection("preview", grid, references),
  isConnected,
  runMapping: (primaryControl: Xrm.FormContext) => startOnForm("onDemand", primaryControl),
  importMapping: (primaryControl: Xrm.FormContext) => startOnForm("firstImport", primaryControl),
  runSelectedMapping: (grid: Grid, references: ItemReference[]) =>
    startSelected("onDemand", grid, references),
  importSelectedMapping: (grid: Grid, references: ItemReference[]) =>
    startSelected("firstImport", grid, references),
  undoRun: undoOnForm,
  undoSelectedRun: undoSelected,
  canUndo,
  retryIssues: (grid: Grid, references: ItemReference[]) => decideSelected("retry", grid, references),
  ignoreIssues: (grid: Grid, references: ItemReference[]) => decideSelected("ignore", grid, references),
  isOnline,
});
