import type { ControlModel } from "../form/control-model";
import type { FormModel } from "../form/form-model";

/**
 * Names of the properties that changed since the last call, as `context.updatedProperties` gives them. Remembers in
 * `before`. The first call names nothing.
 */
export function changedProperties(
  before: Record<string, unknown>,
  control: ControlModel,
  form: FormModel,
): string[] {
  const now: Record<string, unknown> = { entityId: form.id };
  for (const [property, parameter] of Object.entries(control.definition.custom?.parameters ?? {})) {
    now[property] = parameter.static ? parameter.value : form.attributes.get(parameter.value)?.value;
  }
  const first = Object.keys(before).length === 0;
  const changed = Object.keys(now).filter((name) => now[name] !== before[name]);
  Object.assign(before, now);
  return first || changed.length === 0 ? [] : ["parameters", ...changed];
}
