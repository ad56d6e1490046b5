import * as React from "react";
import { Input } from "@fluentui/react-components";
import { formatValue, precisionOf } from "../../format/columns";
import { formatNumber, parseNumber } from "../../format/numbers";
import { t } from "../../strings";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

const PROBLEM = "local-number";

/** A number, written with the person's own separators; checked when she leaves the field. */
export const NumberField: FieldComponent = (props) => {
  const { attribute, editable, control, format } = props;
  const { column } = attribute;
  const input = useFocusable<HTMLInputElement>(control);
  const shown = formatValue(attribute.value, column, format);
  const [text, setText] = React.useState(shown);
  React.useEffect(() => setText(shown), [shown]);
  const { min, max } = column;
  const accept = () => {
    const number = text.trim() === "" ? null : parseNumber(text, format);
    const problem = (message: string) =>
      control.addNotification({ id: PROBLEM, level: "ERROR", text: message });
    if (number === undefined) return problem(t("notANumber"));
    if (number !== null && ((min !== undefined && number < min) || (max !== undefined && number > max))) {
      const bounds = { min: formatNumber(min ?? 0, format), max: formatNumber(max ?? 0, format) };
      return problem(t("numberRange", bounds));
    }
    control.clearNotification(PROBLEM);
    const rounded = number === null ? null : Number(number.toFixed(precisionOf(column)));
    setText(formatValue(rounded, column, format));
    attribute.edit(rounded);
  };
  return (
    <Input
      {...inputProps(props)}
      ref={input}
      appearance="filled-darker"
      style={{ width: "100%" }}
      inputMode="decimal"
      value={text}
      placeholder={EMPTY}
      readOnly={!editable}
      onChange={(_, data) => setText(data.value)}
      onBlur={accept}
    />
  );
};
