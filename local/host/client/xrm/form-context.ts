import type { AttributeModel } from "../form/attribute-model";
import type { AreaModel, ControlModel } from "../form/control-model";
import type { FormModel, NotificationLevel } from "../form/form-model";
import { wrapAttribute } from "./attributes";
import { collection } from "./collection";
import { wrapControl } from "./controls";
import { wrapData } from "./form-data";
import { wrapFormTools } from "./form-tools";

type Wrapped = Record<string, unknown>;
const nameOf = (item: Wrapped) => (item.getName as () => string)();

/** What event handlers get: the form, and what the event is about. */
export function executionContext(form: FormModel, source: unknown, args: unknown = null, depth = 1): Wrapped {
  const shared = new Map<string, unknown>();
  return {
    getFormContext: () => wrapForm(form),
    getContext: () =>
      (
        window as unknown as { Xrm: { Utility: { getGlobalContext(): unknown } } }
      ).Xrm.Utility.getGlobalContext(),
    getEventSource: () => source,
    getEventArgs: () => args,
    getDepth: () => depth,
    getSharedVariable: (key: string) => shared.get(key),
    setSharedVariable: (key: string, value: unknown) => void shared.set(key, value),
  };
}

function wrapArea(area: AreaModel, more: () => Wrapped): Wrapped {
  return {
    getName: () => area.name,
    getLabel: () => area.label,
    setLabel: (label: string) => area.update({ label }),
    getVisible: () => area.visible,
    setVisible: (visible: boolean) => area.update({ visible }),
    ...more(),
  };
}

function build(form: FormModel): Wrapped {
  const once = <K extends object>(make: (key: K) => Wrapped) => {
    const made = new WeakMap<K, Wrapped>();
    return (key: K) => {
      const known = made.get(key) ?? make(key);
      made.set(key, known);
      return known;
    };
  };
  const attribute = once((model: AttributeModel) =>
    wrapAttribute(model, form, control, (source) => executionContext(form, source)),
  );
  const control: (model: ControlModel) => Wrapped = once((model: ControlModel) =>
    wrapControl(
      model,
      form,
      () => (model.attribute ? attribute(model.attribute) : null),
      () => form.sections.filter((s) => s.name === model.sectionName).map(section)[0] ?? null,
      () => wrapForm(form),
    ),
  );
  const controlsOf = (predicate: (model: ControlModel) => boolean) =>
    collection(() => form.controls.filter(predicate).map(control), nameOf);
  const section = once((area: AreaModel) =>
    wrapArea(area, () => ({
      controls: controlsOf((c) => c.sectionName === area.name),
      getParent: () => (area.parent ? tab(area.parent) : null),
    })),
  );
  const tab: (area: AreaModel) => Wrapped = once((area: AreaModel) =>
    wrapArea(area, () => ({
      sections: collection(() => form.sections.filter((s) => s.parent === area).map(section), nameOf),
      getDisplayState: () => (form.activeTab === area.name ? "expanded" : "collapsed"),
      setDisplayState: (state: string) => state === "expanded" && form.selectTab(area.name),
      setFocus: () => form.selectTab(area.name),
    })),
  );
  const attributes = collection(() => [...form.attributes.values()].map(attribute), nameOf);
  const controls = controlsOf(() => true);
  return {
    data: wrapData(form, attributes, (source, args) => executionContext(form, source, args)),
    ui: {
      controls,
      tabs: collection(() => form.tabs.map(tab), nameOf),
      setFormNotification: (text: string, level: NotificationLevel, id: string) => {
        form.setNotification({ text, level, id });
        return true;
      },
      clearFormNotification: (id: string) => form.clearNotification(id),
      refreshRibbon: () => form.refreshRibbon(),
      ...wrapFormTools(form),
    },
    getAttribute: (by?: string | number) => attributes.get(by),
    getControl: (by?: string | number) => controls.get(by),
  };
}

const forms = new WeakMap<FormModel, Wrapped>();

/** The `formContext` of a form: the same object for as long as the form is open. */
export function wrapForm(form: FormModel): Wrapped {
  const known = forms.get(form) ?? build(form);
  forms.set(form, known);
  return known;
}
