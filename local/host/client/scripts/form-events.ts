import type { HandlerDefinition } from "../form/definition";
import type { FormModel } from "../form/form-model";
import { executionContext, wrapForm } from "../xrm/form-context";
import { findFunction, loadLibrary } from "./libraries";

/** `parameters="1,'two',true"`: JSON values, single quotes allowed, as the form editor writes them. */
function parseParameters(text: string): unknown[] {
  if (!text.trim()) return [];
  try {
    return JSON.parse(`[${text.replace(/'/g, '"')}]`) as unknown[];
  } catch {
    return text.split(",").map((part) => part.trim());
  }
}

function call(handler: HandlerDefinition, form: FormModel, source: unknown, args: unknown = null): unknown {
  const context = handler.passContext ? [executionContext(form, source, args)] : [];
  return findFunction(handler.functionName)(...context, ...parseParameters(handler.parameters));
}

/**
 * Loads the form's libraries and hooks its handlers up; runs OnLoad last. Gives the errors of handlers, so that the
 * form can show them: one bad script does not keep the form from opening.
 */
export async function startFormScripts(form: FormModel): Promise<unknown[]> {
  const { definition } = form;
  const errors: unknown[] = [];
  const attempt = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      errors.push(error);
    }
  };
  // In their order: a later library may build on an earlier one.
  for (const library of definition.libraries) await attempt(() => loadLibrary(library));
  const context = wrapForm(form) as { readonly data: { readonly entity: { addOnSave(h: unknown): void } } };
  const active = definition.handlers.filter((handler) => handler.enabled);
  for (const handler of active) {
    await loadLibrary(handler.library).catch(() => undefined);
    if (handler.event === "onsave") {
      context.data.entity.addOnSave((saving: { getEventArgs(): unknown }) =>
        call(handler, form, context.data.entity, saving.getEventArgs()),
      );
    }
    if (handler.event === "onchange") {
      const attribute = form.attributes.get(handler.column ?? "");
      attribute?.changeHandlers.push(() => call(handler, form, attribute));
    }
  }
  for (const handler of active.filter((h) => h.event === "onload"))
    await attempt(() => call(handler, form, context));
  return errors;
}
