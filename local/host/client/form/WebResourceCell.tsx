import * as React from "react";
import { webResourceUrl } from "../scripts/libraries";
import type { ControlModel } from "./control-model";

/** Height of one row of a form, which a web resource's rowspan counts. */
const ROW_HEIGHT = 40;

/** An HTML web resource placed on a form. */
export const WebResourceCell: React.FC<{ readonly control: ControlModel }> = ({ control }) => {
  const url = control.definition.parameters.Url ?? "";
  const name = url.replace(/^\$webresource:/, "");
  return (
    <iframe
      title={control.label}
      src={webResourceUrl(name)}
      style={{ width: "100%", border: "none", height: control.cell.rowspan * ROW_HEIGHT }}
    />
  );
};
