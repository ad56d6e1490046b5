import { newOperationId, normaliseId, UndoRunRequest } from "../client";
import { recordOn } from "../shared/form-record";
import { lineOf, problemOfError } from "../shared/problem-text";
import { words } from "../shared/words";
import type { Grid } from "./many-records";
import { once } from "./once";
import { canBeUndone, factsOn, readFacts } from "./run-facts";
import { openRun, watchRun } from "./run-progress";
import { showBanner } from "./banner";
import type { ItemReference } from "./selection";

/** Enable rule of the form's button. */
export function canUndo(formContext: Xrm.FormContext): boolean {
  return canBeUndone(factsOn(formContext));
}

/** Undoes the run on the form, after asking. */
export async function undoOnForm(formContext: Xrm.FormContext): Promise<void> {
  const record = recordOn(formContext);
  if (record) await undo(record.id, () => formContext.data.refresh(false));
}

/** Undoes the run selected in a grid, after asking. */
export async function undoSelected(
  grid: Grid | undefined,
  references: readonly ItemReference[] | null | undefined,
): Promise<void> {
  const id = references?.[0]?.Id;
  if (id) await undo(normaliseId(id), () => grid?.refresh?.());
}

function undo(runId: string, refresh: () => unknown): Promise<void> {
  return once(`undo:${runId}`, async () => {
    try {
      // The row itself, not what the screen shows: it may have been undone by somebody else meanwhile.
      const facts = await readFacts(runId);
      if (!facts || !canBeUndone(facts)) {
        await Xrm.Navigation.openAlertDialog({ text: words("Undo_Cannot") });
        return;
      }
      const { confirmed } = await Xrm.Navigation.openConfirmDialog({
        title: words("Undo_Title"),
        text: facts.logs
          ? words("Undo_TextMail", facts.created)
          : words("Undo_Text", facts.updated, facts.created),
        confirmButtonLabel: words("Undo_Confirm"),
        cancelButtonLabel: words("Cancel"),
      });
      if (!confirmed) return;
      const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
      const request = new UndoRunRequest({ operationId: newOperationId(), language, runId });
      const { runId: undoing, ...ended } = await watchRun(
        request,
        "Undo",
        facts.logs ? "UndoneMail" : "Undone",
      );
      await refresh();
      const action = undoing ? { label: words("Open_Run"), onAct: () => void openRun(undoing) } : undefined;
      await showBanner({ ...ended, action });
    } catch (thrown) {
      await Xrm.Navigation.openAlertDialog({ text: lineOf(problemOfError(thrown)) });
    }
  });
}
