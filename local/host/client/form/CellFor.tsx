import * as React from "react";
import { CustomControl } from "../pcf/CustomControl";
import { useObservable } from "../util/observable";
import type { ControlModel } from "./control-model";
import { ClassId, type CellDefinition } from "./definition";
import { FieldCell } from "./FieldCell";
import type { FormModel } from "./form-model";
import { Subgrid } from "./Subgrid";
import { Timeline } from "./Timeline";
import { WebResourceCell } from "./WebResourceCell";

/** What stands in a cell: a custom control, a subgrid, a web resource, or a field. */
export const CellFor: React.FC<{ readonly cell: CellDefinition; readonly form: FormModel }> = ({
  cell,
  form,
}) => {
  const control = form.controls.find((one) => one.cell === cell);
  return control ? <Shown control={control} form={form} /> : null;
};

const Shown: React.FC<{ readonly control: ControlModel; readonly form: FormModel }> = ({ control, form }) => {
  useObservable(control);
  const { definition } = control;
  if (!control.visible || definition.classId === ClassId.hidden) return null;
  if (definition.custom) return <CustomControl control={control} form={form} />;
  if (definition.classId === ClassId.subgrid) return <Subgrid control={control} form={form} />;
  if (definition.classId === ClassId.timeline) return <Timeline control={control} form={form} />;
  if (definition.classId === ClassId.webResource) return <WebResourceCell control={control} />;
  return <FieldCell control={control} form={form} />;
};
