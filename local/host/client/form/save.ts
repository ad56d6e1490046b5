import { loadSummaries } from "../api/metadata";
import { createRecord, updateRecord } from "../api/records";
import type { AttributeModel } from "./attribute-model";
import type { FormModel } from "./form-model";
import { toBody } from "./values";

/** Client API save modes (getSaveMode). */
export const SaveMode = { save: 1, saveAndClose: 2, saveAndNew: 59, autoSave: 70 } as const;

/** Why a save did not happen: fields to fill, or a script that said no. Errors of the Web API are thrown. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly created: boolean }
  | { readonly kind: "invalid"; readonly controls: readonly string[] }
  | { readonly kind: "prevented" };

/** Names of controls whose required field is empty or that carry an error. */
function invalidControls(form: FormModel): string[] {
  return form.controls
    .filter((control) => control.visible && control.attribute)
    .filter((control) => {
      const attribute = control.attribute;
      const missing = attribute?.isRequired && attribute.isEmpty && form.isEditable(control);
      return missing || control.notifications.some((n) => n.level === "ERROR");
    })
    .map((control) => control.label);
}

/** A choice that a new record shows without anybody having made it: what is shown is what is saved. */
const isShownDefault = ({ column, isEmpty }: AttributeModel): boolean =>
  column.defaultChoice !== undefined && column.canCreate && !isEmpty;

/** Saves what changed; creates a new record. Then reads it back, as the form does. */
export async function saveForm(form: FormModel, mode: number = SaveMode.save): Promise<SaveOutcome> {
  const invalid = invalidControls(form);
  if (invalid.length > 0) return { kind: "invalid", controls: [...new Set(invalid)] };
  const event = { mode, prevented: false };
  for (const handler of [...form.saveHandlers]) await handler(event);
  if (event.prevented) return { kind: "prevented" };
  const created = form.isNew;
  if (!created && !form.isDirty) return { kind: "saved", created };
  form.saving = true;
  form.notify();
  try {
    const changes = new Map(
      [...form.attributes.values()]
        .filter(
          (a) =>
            a.submitMode !== "never" &&
            (a.isDirty || a.submitMode === "always" || (created && isShownDefault(a))),
        )
        .map((a) => [a.name, a.value] as const),
    );
    const before = (column: string) => form.attributes.get(column)?.initial ?? null;
    const body = toBody(form.table, changes, before, await loadSummaries());
    if (form.id === null) form.id = await createRecord(form.table, body);
    else await updateRecord(form.table, form.id, body);
    await form.load();
  } finally {
    form.saving = false;
    form.notify();
  }
  for (const handler of [...form.postSaveHandlers]) await handler();
  return { kind: "saved", created };
}
