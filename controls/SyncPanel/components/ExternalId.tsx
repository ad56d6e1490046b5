import * as React from "react";
import { Button, makeStyles, shorthands, tokens, Tooltip } from "@fluentui/react-components";
import { CopyButton } from "../../shared/CopyButton";
import { Icon } from "../../shared/icons";
import { useSharedStyles, VERY_NARROW } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(96px, 34%) 1fr",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    [VERY_NARROW]: { gridTemplateColumns: "1fr" },
  },
  value: { display: "flex", alignItems: "center", ...shorthands.margin(0), minWidth: 0 },
  id: { fontFamily: tokens.fontFamilyMonospace },
});

export interface ExternalIdProps {
  readonly label: string;
  readonly id: string;
  /** Where the record is in the system, and how that system is called. */
  readonly open?: { readonly url: string; readonly system: string };
}

/** One external ID with its buttons (copy, open); belongs inside a `<dl>`. */
export function ExternalId({ label, id, open }: ExternalIdProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  return (
    <div className={styles.row}>
      <dt className={shared.note}>{label}</dt>
      <dd className={styles.value}>
        <span className={styles.id}>{id}</span>
        <CopyButton text={id} label={label} />
        {open && (
          <Tooltip content={words("OpenIn", open.system)} relationship="label">
            <Button
              as="a"
              href={open.url}
              target="_blank"
              rel="noopener noreferrer"
              appearance="subtle"
              size="small"
              icon={<Icon name="open" size={16} />}
            />
          </Tooltip>
        )}
      </dd>
    </div>
  );
}
