import type { FormModel } from "../form/form-model";
import { SaveMode, saveForm } from "../form/save";
import { t } from "../strings";
import { toXrmError } from "./rejection";

/** A save handler of a script, with the arguments object that can stop the save. */
type ScriptSaveHandler = (context: unknown) => unknown;

const MODES: Readonly<Record<string, number>> = {
  saveandclose: SaveMode.saveAndClose,
  saveandnew: SaveMode.saveAndNew,
};

/** Saves; rejects as the Client API does when a field is missing or the Web API refuses. */
async function save(form: FormModel, mode: number): Promise<void> {
  let outcome;
  try {
    outcome = await saveForm(form, mode);
  } catch (error) {
    throw toXrmError(error);
  }
  if (outcome.kind === "invalid") {
    throw toXrmError(new Error(t("formInvalid", { fields: outcome.controls.join(", ") })));
  }
}

/** `formContext.data`, with `data.entity`. */
export function wrapData(
  form: FormModel,
  attributes: unknown,
  contextFor: (source: unknown, args?: unknown) => unknown,
): Record<string, unknown> {
  const saveScripts = new Map<unknown, FormModel["saveHandlers"][number]>();
  const loadScripts = new Map<unknown, () => unknown>();
  const remove = <T>(list: T[], item: T | undefined) => {
    const index = item === undefined ? -1 : list.indexOf(item);
    if (index >= 0) list.splice(index, 1);
  };
  const entity = {
    attributes,
    getId: () => (form.id ? `{${form.id.toUpperCase()}}` : ""),
    getEntityName: () => form.table.logicalName,
    getPrimaryAttributeValue: () => form.primaryName,
    getEntityReference: () => ({
      entityType: form.table.logicalName,
      id: form.id ?? "",
      name: form.primaryName,
    }),
    getIsDirty: () => form.isDirty,
    isValid: () => ![...form.attributes.values()].some((a) => a.isRequired && a.isEmpty),
    save: (option?: string) => save(form, MODES[option ?? ""] ?? SaveMode.save),
    addOnSave: (handler: ScriptSaveHandler) => {
      const wrapped: FormModel["saveHandlers"][number] = (event) => {
        const args = {
          getSaveMode: () => event.mode,
          preventDefault: () => {
            event.prevented = true;
          },
          isDefaultPrevented: () => event.prevented,
        };
        return handler(contextFor(entity, args));
      };
      saveScripts.set(handler, wrapped);
      form.saveHandlers.push(wrapped);
    },
    removeOnSave: (handler: ScriptSaveHandler) => remove(form.saveHandlers, saveScripts.get(handler)),
    addOnPostSave: (handler: ScriptSaveHandler) =>
      void form.postSaveHandlers.push(() => handler(contextFor(entity))),
  };
  return {
    entity,
    attributes,
    getIsDirty: () => form.isDirty,
    isValid: entity.isValid,
    save: () => save(form, SaveMode.save),
    refresh: async (saveFirst = false) => {
      if (saveFirst) await save(form, SaveMode.save);
      await form.load();
      for (const handler of [...form.loadHandlers]) handler();
    },
    addOnLoad: (handler: ScriptSaveHandler) => {
      const wrapped = () => handler(contextFor(entity));
      loadScripts.set(handler, wrapped);
      form.loadHandlers.push(wrapped);
    },
    removeOnLoad: (handler: ScriptSaveHandler) => remove(form.loadHandlers, loadScripts.get(handler)),
  };
}
