import * as React from "react";
import { Button, Input, Tooltip, type InputProps } from "@fluentui/react-components";
import { Call20Regular, Mail20Regular, Open20Regular } from "@fluentui/react-icons";
import { t } from "../../strings";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

const TYPES: Readonly<Record<string, InputProps["type"]>> = { Email: "email", Phone: "tel", Url: "url" };

/** What one can do with a mail address, number or page beside its field. */
function actionFor(format: string | undefined, value: string) {
  if (format === "Email")
    return { icon: <Mail20Regular />, href: `mailto:${value}`, label: t("sendMail", { value }) };
  if (format === "Phone")
    return { icon: <Call20Regular />, href: `tel:${value}`, label: t("call", { value }) };
  if (format === "Url" && /^https?:\/\//i.test(value)) {
    return { icon: <Open20Regular />, href: value, label: t("openPage", { value }) };
  }
  return undefined;
}

/** One line of text; with a button for what a mail address, phone number or page is for. */
export const TextField: FieldComponent = (props) => {
  const { attribute, editable, control } = props;
  const input = useFocusable<HTMLInputElement>(control);
  const stored = String(attribute.value ?? "");
  // OnChange runs when the person leaves the field, not with every key (Client API, addOnChange).
  const before = React.useRef(attribute.value);
  const { format, maxLength } = attribute.column;
  const action = stored ? actionFor(format, stored) : undefined;
  return (
    <Input
      {...inputProps(props)}
      ref={input}
      appearance="filled-darker"
      type={TYPES[format ?? ""] ?? "text"}
      style={{ width: "100%" }}
      value={stored}
      placeholder={EMPTY}
      readOnly={!editable}
      maxLength={maxLength}
      autoComplete="off"
      onChange={(_, data) => attribute.set(data.value === "" ? null : data.value)}
      onFocus={() => {
        before.current = attribute.value;
      }}
      onBlur={() => {
        if (before.current !== attribute.value) attribute.fire();
      }}
      contentAfter={
        action ? (
          <Tooltip content={action.label} relationship="label">
            <Button
              as="a"
              href={action.href}
              target="_blank"
              rel="noreferrer"
              appearance="transparent"
              size="small"
              icon={action.icon}
            />
          </Tooltip>
        ) : undefined
      }
    />
  );
};
