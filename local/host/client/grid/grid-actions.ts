import { deleteRecord, updateRecord } from "../api/records";
import { t } from "../strings";
import { dialogs, showError } from "../ui/dialogs";
import type { GridModel } from "./grid-model";

/** Does `work` for each selected row, with progress; the first failure ends it and is shown. */
async function forSelected(
  grid: GridModel,
  text: string,
  work: (id: string) => Promise<void>,
): Promise<void> {
  dialogs.showProgress(text);
  try {
    for (const row of grid.selectedRows) await work(row.id);
  } catch (error) {
    void showError(error);
  } finally {
    dialogs.closeProgress();
    await grid.refresh();
  }
}

async function confirmed(title: string, text: string, confirmLabel: string): Promise<boolean> {
  return (await dialogs.show({ kind: "confirm", title, text, confirmLabel })) === "confirm";
}

/** Deletes the selected rows, once the person has confirmed. */
export async function deleteSelected(grid: GridModel): Promise<void> {
  const count = grid.selected.size;
  const names = { count, table: count === 1 ? grid.table.displayName : grid.table.displayCollectionName };
  if (!(await confirmed(t("deleteTitle"), t("deleteText", names), t("commandDelete")))) return;
  await forSelected(grid, t("deleting"), (id) => deleteRecord(grid.table, id));
}

/** Activates (0) or deactivates (1) the selected rows, once the person has confirmed. */
export async function setStateOfSelected(grid: GridModel, state: 0 | 1): Promise<void> {
  const word = state === 0 ? t("commandActivate") : t("commandDeactivate");
  const count = grid.selected.size;
  const names = {
    action: word,
    count,
    table: count === 1 ? grid.table.displayName : grid.table.displayCollectionName,
  };
  if (!(await confirmed(t("stateTitle"), t("stateText", names), word))) return;
  await forSelected(grid, t("working"), (id) => updateRecord(grid.table, id, { statecode: state }));
}
