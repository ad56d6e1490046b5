import * as React from "react";
import { makeStyles, shorthands, tokens, mergeClasses } from "@fluentui/react-components";
import { LockClosed12Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import { FieldError } from "../ui/FieldError";
import { useObservable } from "../util/observable";
import type { AttributeModel } from "./attribute-model";
import type { ControlModel } from "./control-model";
import { fieldFor } from "./fields";
import type { FormModel } from "./form-model";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "minmax(90px, 36%) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "start",
  },
  alone: { gridTemplateColumns: "minmax(0, 1fr)" },
  label: {
    display: "flex",
    alignItems: "baseline",
    columnGap: "4px",
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
    ...shorthands.padding("6px", "0"),
  },
  required: { color: tokens.colorPaletteRedForeground1 },
  recommended: { color: tokens.colorPaletteBlueForeground2 },
  lock: { color: tokens.colorNeutralForeground3, alignSelf: "center", flexShrink: 0 },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface Props {
  readonly control: ControlModel;
  readonly form: FormModel;
}

/** A field with its label, marks and messages. */
export const FieldCell: React.FC<Props> = ({ control, form }) => {
  useObservable(control);
  return control.attribute ? <Field control={control} form={form} attribute={control.attribute} /> : null;
};

const Field: React.FC<Props & { readonly attribute: AttributeModel }> = ({ control, form, attribute }) => {
  const styles = useStyles();
  useObservable(attribute);
  useObservable(form);
  const id = `${form.idPrefix}field-${control.area}-${control.name}`;
  const editable = form.isEditable(control);
  const errors = control.notifications.filter((n) => n.level === "ERROR");
  const hints = control.notifications.filter((n) => n.level === "RECOMMENDATION");
  const Editor = fieldFor(attribute.column);
  return (
    <div
      className={mergeClasses(styles.root, !control.showLabel && styles.alone)}
      data-field={attribute.name}
      data-editable={editable}
    >
      {control.showLabel ? (
        <label id={`${id}-label`} htmlFor={id} className={styles.label}>
          <span>{control.label}</span>
          {attribute.isRequired ? (
            <span className={styles.required} aria-hidden="true">
              *
            </span>
          ) : null}
          {attribute.required === "Recommended" ? (
            <span className={styles.recommended} aria-hidden="true">
              +
            </span>
          ) : null}
          {editable ? null : <LockClosed12Regular className={styles.lock} aria-label={t("locked")} />}
        </label>
      ) : null}
      <div>
        <Editor
          id={id}
          control={control}
          attribute={attribute}
          format={form.session.format}
          editable={editable}
          label={control.label}
          invalid={errors.length > 0}
          describedBy={errors.length > 0 ? `${id}-error` : undefined}
        />
        {errors.length > 0 ? (
          <FieldError id={`${id}-error`} text={errors.map((n) => n.text).join(" ")} />
        ) : null}
        {hints.map((hint) => (
          <div key={hint.id} className={styles.hint}>
            {hint.text}
          </div>
        ))}
      </div>
    </div>
  );
};
