import { normaliseId } from "../client";

export interface FormRecord {
  readonly table: string;
  readonly id: string;
}

/** The saved record on a form; undefined on a form for a new one. */
export function recordOn(formContext: Xrm.FormContext): FormRecord | undefined {
  const { entity } = formContext.data;
  const id = normaliseId(entity.getId() ?? "");
  return id === "" ? undefined : { table: entity.getEntityName(), id };
}

/**
 * Saves unsaved changes, so that what the person sees is what is synced. Gives false when the form refused:
 * the platform has then told her why, beside the fields concerned.
 */
export async function saveIfDirty(formContext: Xrm.FormContext): Promise<boolean> {
  if (!formContext.data.entity.getIsDirty()) return true;
  try {
    await formContext.data.save();
    return true;
  } catch {
    return false;
  }
}

/**
 * Shows the row's new values, unless there are unsaved changes that this would throw away.
 * Gives whether the form shows them now.
 */
export async function refreshForm(formContext: Xrm.FormContext): Promise<boolean> {
  if (formContext.data.entity.getIsDirty()) return false;
  await formContext.data.refresh(false);
  return true;
}
