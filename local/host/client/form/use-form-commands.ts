import { theHost } from "../host";
import type { CommandItem } from "../ribbon/commands";
import { formRibbonContext } from "../ribbon/make-context";
import { standardCommands } from "../ribbon/standard-commands";
import { useCommands } from "../ribbon/use-commands";
import { refreshRecord, removeRecord, setState, trySave, type AfterSave } from "./form-actions";
import type { FormModel } from "./form-model";
import { SaveMode } from "./save";

/** The command bar of a form. */
export function useFormCommands(form: FormModel, after: AfterSave): readonly CommandItem[] {
  const { session, router } = theHost();
  const { table, state, access } = form;
  const may = (action: string) => session.privileges.has(action, table.logicalName);
  const canSave = form.isNew ? may("Create") : state === "Existing";
  const hasState = table.columns.has("statecode") && !form.isNew && (access?.has("Write") ?? false);
  const standard = standardCommands({
    save: canSave && (() => trySave(form, after)),
    saveAndClose: canSave && (() => trySave(form, after, SaveMode.saveAndClose)),
    create:
      !form.isNew && may("Create") && (() => router.go({ pagetype: "entityrecord", etn: table.logicalName })),
    activate: hasState && state === "Disabled" && (() => setState(form, 0)),
    deactivate: hasState && state !== "Disabled" && (() => setState(form, 1)),
    remove: !form.isNew && access?.has("Delete") && (() => removeRecord(form, after)),
    refresh: !form.isNew && (() => refreshRecord(form)),
  });
  const revision = `${form.ribbonRevision}|${form.id ?? "new"}`;
  return useCommands(standard, () => formRibbonContext(form), revision, session.language);
}
