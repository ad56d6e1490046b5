import * as React from "react";
import { Button, makeStyles, shorthands, tokens, mergeClasses } from "@fluentui/react-components";
import { Dismiss16Regular } from "@fluentui/react-icons";
import { t } from "../../strings";
import { useGridStyles } from "../../grid/grid-styles";
import { RouteLink } from "../../ui/RouteLink";
import { TableIcon } from "../../ui/table-icon";
import type { LookupItem } from "../values";
import { LookupSearch } from "./LookupSearch";
import { EMPTY, type FieldComponent } from "./types";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    minHeight: "32px",
    backgroundColor: tokens.colorNeutralBackground3,
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
    ...shorthands.border("1px", "solid", tokens.colorTransparentStroke),
    ...shorthands.padding("0", "2px", "0", "10px"),
  },
  item: { display: "flex", alignItems: "center", columnGap: "6px", minWidth: 0 },
  icon: { display: "flex", color: tokens.colorNeutralForeground2 },
});

/** A row of another table: a link to it, or a search for one. */
export const LookupField: FieldComponent = (props) => {
  const styles = useStyles();
  const { link, ellipsis } = useGridStyles();
  const { attribute, editable, id, label } = props;
  const item = (attribute.value as readonly LookupItem[] | null)?.[0];
  if (!item && editable) return <LookupSearch {...props} />;
  return (
    <div className={styles.root} id={item ? undefined : id}>
      {item ? (
        <span className={styles.item}>
          <span className={styles.icon}>
            <TableIcon table={item.entityType} />
          </span>
          <RouteLink
            id={id}
            className={mergeClasses(link, ellipsis)}
            aria-label={`${label}: ${item.name || t("noName")}`}
            route={{ pagetype: "entityrecord", etn: item.entityType, id: item.id }}
          >
            {item.name || t("noName")}
          </RouteLink>
        </span>
      ) : (
        <span>{EMPTY}</span>
      )}
      {item && editable ? (
        <Button
          appearance="transparent"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={t("removeValue", { value: item.name })}
          onClick={() => attribute.edit(null)}
        />
      ) : null}
    </div>
  );
};
