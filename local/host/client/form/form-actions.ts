import { deleteRecord, updateRecord } from "../api/records";
import { theHost } from "../host";
import { t } from "../strings";
import { dialogs, showError } from "../ui/dialogs";
import type { FormModel } from "./form-model";
import { saveForm, SaveMode } from "./save";

const INVALID = "local-form-invalid";

/** What the page does after a save. */
export interface AfterSave {
  readonly created: () => void;
  readonly close: () => void;
}

/** Saves and tells the person when it cannot. Says whether everything is saved. */
export async function trySave(
  form: FormModel,
  after: AfterSave,
  mode: number = SaveMode.save,
): Promise<boolean> {
  try {
    const outcome = await saveForm(form, mode);
    if (outcome.kind === "invalid") {
      form.setNotification({
        id: INVALID,
        level: "ERROR",
        text: t("formInvalid", { fields: outcome.controls.join(", ") }),
      });
      return false;
    }
    form.clearNotification(INVALID);
    if (outcome.kind === "prevented") return false;
    if (mode === SaveMode.saveAndClose) after.close();
    else if (outcome.created) after.created();
    return true;
  } catch (error) {
    await showError(error);
    return false;
  }
}

/** Asks what to do with unsaved changes before the page is left; says whether it may be left. */
export async function mayLeave(form: FormModel): Promise<boolean> {
  if (!form.isDirty) return true;
  const answer = await dialogs.show({ kind: "unsaved" });
  if (answer === "discard") return true;
  if (answer !== "save") return false;
  return trySave(form, { created: () => undefined, close: () => undefined });
}

export async function removeRecord(form: FormModel, after: AfterSave): Promise<void> {
  const { table, id } = form;
  if (id === null) return;
  const text = t("deleteText", { count: 1, table: table.displayName });
  const answer = await dialogs.show({
    kind: "confirm",
    title: t("deleteTitle"),
    text,
    confirmLabel: t("commandDelete"),
  });
  if (answer !== "confirm") return;
  try {
    await deleteRecord(table, id);
    for (const attribute of form.attributes.values()) attribute.load(attribute.initial);
    after.close();
  } catch (error) {
    await showError(error);
  }
}

/** Activates (0) or deactivates (1) the record. */
export async function setState(form: FormModel, state: 0 | 1): Promise<void> {
  const { table, id } = form;
  if (id === null) return;
  const action = state === 0 ? t("commandActivate") : t("commandDeactivate");
  const answer = await dialogs.show({
    kind: "confirm",
    title: t("stateTitle"),
    text: t("stateText", { action, count: 1, table: table.displayName }),
    confirmLabel: action,
  });
  if (answer !== "confirm") return;
  try {
    await updateRecord(table, id, { statecode: state });
    await form.load();
  } catch (error) {
    await showError(error);
  }
}

/** Reads the record again; unsaved changes are asked about first. */
export async function refreshRecord(form: FormModel): Promise<void> {
  if (form.isNew || !(await mayLeave(form))) return;
  try {
    await form.load();
    for (const handler of [...form.loadHandlers]) await handler();
  } catch (error) {
    await showError(error);
  }
}

/** Goes back to where one came from, or to the table's list on a page opened by address. */
export function leave(form: FormModel): void {
  const { router } = theHost();
  router.guard = undefined;
  router.dirty = () => false;
  if (router.canGoBack) router.back();
  else void router.go({ pagetype: "entitylist", etn: form.table.logicalName });
}
