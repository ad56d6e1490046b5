import type { StartableRun } from "../../core/operation/types";
import { newOperationId, normaliseId, StartRunRequest } from "../client";
import { recordOn } from "../shared/form-record";
import { lineOf, problemOfError } from "../shared/problem-text";
import { words } from "../shared/words";
import { showBanner } from "./banner";
import type { Grid } from "./many-records";
import { once } from "./once";
import { openRun, watchRun } from "./run-progress";
import type { ItemReference } from "./selection";

/** Starts a run over the mapping on the form. */
export async function startOnForm(kind: StartableRun, formContext: Xrm.FormContext): Promise<void> {
  const record = recordOn(formContext);
  if (record) await start(kind, record.id);
}

/** Starts a run over the mapping selected in a grid. */
export async function startSelected(
  kind: StartableRun,
  grid: Grid | undefined,
  references: readonly ItemReference[] | null | undefined,
): Promise<void> {
  const id = references?.[0]?.Id;
  if (!id) return;
  await start(kind, normaliseId(id));
  grid?.refresh?.();
}

function start(kind: StartableRun, mappingId: string): Promise<void> {
  return once(`run:${mappingId}`, async () => {
    // Everything may be a lot, and brings in what was left out on purpose.
    if (kind === "firstImport" && !(await sure())) return;
    try {
      const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
      const request = new StartRunRequest({ operationId: newOperationId(), language, mappingId, kind });
      const { runId, ...ended } = await watchRun(request, "Run");
      const action = runId ? { label: words("Open_Run"), onAct: () => void openRun(runId) } : undefined;
      await showBanner({ ...ended, action });
    } catch (thrown) {
      await Xrm.Navigation.openAlertDialog({ text: lineOf(problemOfError(thrown)) });
    }
  });
}

async function sure(): Promise<boolean> {
  const { confirmed } = await Xrm.Navigation.openConfirmDialog({
    title: words("Import_Title"),
    text: words("Import_Text"),
    confirmButtonLabel: words("Import_Confirm"),
    cancelButtonLabel: words("Cancel"),
  });
  return confirmed;
}
