import * as React from "react";
import { Dropdown, Input, Option } from "@fluentui/react-components";
import { formatValue } from "../../format/columns";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

/** Any number of a list. */
export const MultiChoiceField: FieldComponent = (props) => {
  const { attribute, editable, control, format } = props;
  const button = useFocusable<HTMLButtonElement>(control);
  const shown = formatValue(attribute.value, attribute.column, format);
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
  const selected = ((attribute.value ?? []) as readonly number[]).map(String);
  return (
    <Dropdown
      {...inputProps(props)}
      ref={button}
      multiselect
      appearance="filled-darker"
      style={{ width: "100%", minWidth: 0 }}
      value={shown || EMPTY}
      selectedOptions={selected}
      onOptionSelect={(_, data) =>
        attribute.edit(data.selectedOptions.length === 0 ? null : data.selectedOptions.map(Number))
      }
    >
      {(attribute.column.choices ?? []).map((choice) => (
        <Option key={choice.value} value={String(choice.value)} text={choice.label}>
          {choice.label}
        </Option>
      ))}
    </Dropdown>
  );
};
