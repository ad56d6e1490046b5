import * as React from "react";
import { Textarea } from "@fluentui/react-components";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

/** Height of one row of the form in lines of text. */
const LINES_PER_ROW = 2;
const MIN_LINES = 3;

/** Text of several lines. */
export const MemoField: FieldComponent = (props) => {
  const { attribute, editable, control } = props;
  const input = useFocusable<HTMLTextAreaElement>(control);
  const before = React.useRef(attribute.value);
  return (
    <Textarea
      {...inputProps(props)}
      ref={input}
      appearance="filled-darker"
      resize="vertical"
      style={{ width: "100%" }}
      rows={Math.max(MIN_LINES, control.cell.rowspan * LINES_PER_ROW)}
      value={String(attribute.value ?? "")}
      placeholder={EMPTY}
      readOnly={!editable}
      maxLength={attribute.column.maxLength}
      onChange={(_, data) => attribute.set(data.value === "" ? null : data.value)}
      onFocus={() => {
        before.current = attribute.value;
      }}
      onBlur={() => {
        if (before.current !== attribute.value) attribute.fire();
      }}
    />
  );
};
