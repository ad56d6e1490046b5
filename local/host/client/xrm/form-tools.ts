import type { FormModel } from "../form/form-model";
import { theHost } from "../host";

/** getFormType(): 1 create, 2 update, 3 read only, 4 disabled. */
const FORM_TYPES = { Create: 1, Existing: 2, ReadOnly: 3, Disabled: 4, BulkEdit: 6 } as const;

/** The rest of `formContext.ui`: type, form selector, closing. */
export function wrapFormTools(form: FormModel): Record<string, unknown> {
  const item = { getId: () => form.form.id, getLabel: () => form.form.name };
  return {
    getFormType: () => FORM_TYPES[form.state],
    formSelector: { getCurrentItem: () => item },
    close: () => theHost().router.back(),
    getViewPortWidth: () => window.innerWidth,
    getViewPortHeight: () => window.innerHeight,
  };
}
