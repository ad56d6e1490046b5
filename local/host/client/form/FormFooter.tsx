import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { usePageStyles } from "../pages/page-styles";
import { FieldCell } from "./FieldCell";
import type { FormModel } from "./form-model";
import { useFormStyles } from "./form-styles";

/** The footer's columns; most forms have none. */
export const FormFooter: React.FC<{ readonly form: FormModel }> = ({ form }) => {
  const styles = useFormStyles();
  const page = usePageStyles();
  const controls = form.controls.filter((control) => control.area === "footer" && control.visible);
  if (controls.length === 0) return null;
  return (
    <div className={mergeClasses(page.card, styles.footer)}>
      {controls.map((control) => (
        <FieldCell key={control.name} control={control} form={form} />
      ))}
    </div>
  );
};
