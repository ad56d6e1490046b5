import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import type { ControlModel } from "../form/control-model";
import type { FormModel } from "../form/form-model";
import type { AttributeValue } from "../form/values";
import { t } from "../strings";
import { useTheme } from "../theme";
import { FieldError } from "../ui/FieldError";
import { useObservable } from "../util/observable";
import { contextFor, stableContext } from "./context/build";
import { loadControl, type LoadedControl } from "./load";
import { changedProperties } from "./updated";
import { ControlBoundary } from "./ControlBoundary";
import { useWidth } from "./use-width";

interface Props {
  readonly control: ControlModel;
  readonly form: FormModel;
}

/** A custom control in its cell: loaded from the solution, then kept in step with the form. */
export const CustomControl: React.FC<Props> = ({ control, form }) => {
  const name = control.definition.custom?.name ?? "";
  const [loaded, setLoaded] = React.useState<LoadedControl>();
  const [error, setError] = React.useState<unknown>();
  React.useEffect(() => {
    let open = true;
    loadControl(name, form.session.language).then(
      (result) => open && setLoaded(result),
      (problem: unknown) => open && setError(problem),
    );
    return () => {
      open = false;
    };
  }, [name, form]);
  if (error) return <FieldError text={t("controlFailed", { name, reason: (error as Error).message })} />;
  if (!loaded) return <Spinner size="tiny" label={t("loading")} labelPosition="after" />;
  return (
    <ControlBoundary name={name}>
      <Running loaded={loaded} control={control} form={form} />
    </ControlBoundary>
  );
};

/** Writes a control's outputs to the columns its properties are bound to. */
function writeOutputs(
  outputs: Readonly<Record<string, unknown>>,
  control: ControlModel,
  form: FormModel,
): void {
  for (const [property, value] of Object.entries(outputs)) {
    const parameter = control.definition.custom?.parameters[property];
    if (!parameter || parameter.static) continue;
    form.attributes.get(parameter.value)?.edit((value ?? null) as AttributeValue);
  }
}

const Running: React.FC<Props & { readonly loaded: LoadedControl }> = ({ loaded, control, form }) => {
  useObservable(form);
  useObservable(control);
  const theme = useTheme();
  const container = React.useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const [, render] = React.useReducer((count: number) => count + 1, 0);
  const instance = React.useMemo(() => new loaded.constructor(), [loaded]);
  const stable = React.useMemo(() => stableContext(loaded, form, render), [loaded, form]);
  const started = React.useRef(false);
  const before = React.useRef<Record<string, unknown>>({});

  const updated = changedProperties(before.current, control, form);
  const context = contextFor(stable, loaded, control, form, { theme, width, updated });
  const init = (target?: HTMLDivElement) => {
    const notify = () => {
      writeOutputs(instance.getOutputs?.() ?? {}, control, form);
      render();
    };
    instance.init(context, notify, {}, target);
    started.current = true;
  };
  if (loaded.manifest.isVirtual && !started.current) init();

  React.useEffect(() => {
    if (loaded.manifest.isVirtual) return;
    if (!started.current && container.current) init(container.current);
    instance.updateView(context);
  });
  React.useEffect(() => () => instance.destroy?.(), [instance]);

  const element = loaded.manifest.isVirtual ? (instance.updateView(context) as React.ReactElement) : null;
  return (
    <div ref={container} data-control={control.definition.custom?.name} style={{ width: "100%" }}>
      {element}
    </div>
  );
};
