import * as React from "react";
import type { UserFormat } from "../../format/user-format";
import type { AttributeModel } from "../attribute-model";
import type { ControlModel } from "../control-model";

/** What every field gets. */
export interface FieldProps {
  /** Id of the input, which the label names. */
  readonly id: string;
  readonly control: ControlModel;
  readonly attribute: AttributeModel;
  readonly format: UserFormat;
  readonly editable: boolean;
  readonly label: string;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
}

export type FieldComponent = React.FC<FieldProps>;

/** What an empty field shows. */
export const EMPTY = "---";

/** Lets scripts put the keyboard into the field (control.setFocus). */
export function useFocusable<T extends HTMLElement>(control: ControlModel): React.RefObject<T> {
  const ref = React.useRef<T>(null);
  React.useEffect(() => {
    control.focus = () => ref.current?.focus();
  }, [control]);
  return ref;
}

/** Attributes of a text input that every field needs. */
export function inputProps(props: FieldProps) {
  return {
    id: props.id,
    "aria-label": props.control.showLabel ? undefined : props.label,
    "aria-required": props.attribute.isRequired || undefined,
    "aria-invalid": props.invalid || undefined,
    "aria-describedby": props.describedBy,
  };
}
