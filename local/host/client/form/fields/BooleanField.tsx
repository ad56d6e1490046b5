import * as React from "react";
import { Switch } from "@fluentui/react-components";
import { formatValue } from "../../format/columns";
import { inputProps, useFocusable, type FieldComponent } from "./types";

/** Yes or no, in the column's own two words. */
export const BooleanField: FieldComponent = (props) => {
  const { attribute, editable, control, format } = props;
  const input = useFocusable<HTMLInputElement>(control);
  const shown = formatValue(attribute.value === true ? 1 : 0, attribute.column, format);
  return (
    <Switch
      {...inputProps(props)}
      ref={input}
      aria-labelledby={control.showLabel ? `${props.id}-label` : undefined}
      label={shown}
      checked={attribute.value === true}
      disabled={!editable}
      onChange={(_, data) => attribute.edit(data.checked)}
    />
  );
};
