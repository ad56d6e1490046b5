import * as React from "react";
import { Dropdown, Input, Option } from "@fluentui/react-components";
import { formatValue } from "../../format/columns";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

/** One of a list, or none. */
export const ChoiceField: FieldComponent = (props) => {
  const { attribute, editable, control, format } = props;
  const { column } = attribute;
  const button = useFocusable<HTMLButtonElement>(control);
  const shown = formatValue(attribute.value, column, format);
  if (!editable) {
    return (
      <Input
        {...inputProps(props)}
        appearance="filled-darker"
        style={{ width: "100%" }}
        readOnly
        value={shown}
        placeholder={EMPTY}
      />
    );
  }
  const choices = column.choices ?? [];
  return (
    <Dropdown
      {...inputProps(props)}
      ref={button}
      appearance="filled-darker"
      style={{ width: "100%", minWidth: 0 }}
      value={shown || EMPTY}
      selectedOptions={attribute.value === null ? [""] : [String(attribute.value)]}
      onOptionSelect={(_, data) => attribute.edit(data.optionValue ? Number(data.optionValue) : null)}
    >
      {attribute.isRequired ? null : (
        <Option value="" text={EMPTY}>
          {EMPTY}
        </Option>
      )}
      {choices.map((choice) => (
        <Option key={choice.value} value={String(choice.value)} text={choice.label}>
          {choice.label}
        </Option>
      ))}
    </Dropdown>
  );
};
