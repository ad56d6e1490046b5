import * as React from "react";
import {
  Avatar,
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tooltip,
} from "@fluentui/react-components";
import { ChevronDown16Regular } from "@fluentui/react-icons";
import { formatValue } from "../format/columns";
import { t } from "../strings";
import { RouteLink } from "../ui/RouteLink";
import { useObservable } from "../util/observable";
import { useGridStyles } from "../grid/grid-styles";
import type { AttributeModel } from "./attribute-model";
import type { ControlModel } from "./control-model";
import { FieldCell } from "./FieldCell";
import type { FormModel } from "./form-model";
import { useFormStyles } from "./form-styles";
import { isLookup, type LookupItem } from "./values";

const useStyles = makeStyles({
  person: { display: "flex", alignItems: "center", columnGap: "8px" },
  flyout: { width: "340px", display: "flex", flexDirection: "column", rowGap: "10px" },
});

/** The header's columns as facts beside the name; the arrow opens them for editing. */
export const HeaderFacts: React.FC<{ readonly form: FormModel }> = ({ form }) => {
  const styles = useFormStyles();
  const own = useStyles();
  const controls = form.controls.filter((c) => c.area === "header" && c.visible && c.attribute);
  if (controls.length === 0) return null;
  return (
    <div className={styles.facts}>
      {controls.map((control) => (
        <Fact key={control.name} control={control} form={form} />
      ))}
      <Popover positioning="below-end" trapFocus>
        <PopoverTrigger disableButtonEnhancement>
          <Tooltip content={t("headerFields")} relationship="label">
            <Button appearance="subtle" icon={<ChevronDown16Regular />} />
          </Tooltip>
        </PopoverTrigger>
        <PopoverSurface aria-label={t("headerFields")} className={own.flyout}>
          {controls.map((control) => (
            <FieldCell key={control.name} control={control} form={form} />
          ))}
        </PopoverSurface>
      </Popover>
    </div>
  );
};

const Fact: React.FC<{ readonly control: ControlModel; readonly form: FormModel }> = ({ control, form }) => {
  const styles = useFormStyles();
  useObservable(control);
  const attribute = useObservable(control.attribute as AttributeModel);
  return (
    <div className={styles.fact} data-header={attribute.name}>
      <span className={styles.factValue}>
        {isLookup(attribute.column) ? (
          <LookupFact attribute={attribute} />
        ) : (
          formatValue(attribute.value, attribute.column, form.session.format) || "---"
        )}
      </span>
      <span className={styles.factLabel}>{control.label}</span>
    </div>
  );
};

const LookupFact: React.FC<{ readonly attribute: AttributeModel }> = ({ attribute }) => {
  const own = useStyles();
  const { link } = useGridStyles();
  const item = (attribute.value as readonly LookupItem[] | null)?.[0];
  if (!item) return <>---</>;
  const isPerson = item.entityType === "systemuser";
  return (
    <span className={own.person}>
      {isPerson ? <Avatar name={item.name} size={24} color="colorful" aria-hidden /> : null}
      <RouteLink className={link} route={{ pagetype: "entityrecord", etn: item.entityType, id: item.id }}>
        {item.name}
      </RouteLink>
    </span>
  );
};
