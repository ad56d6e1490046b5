import * as React from "react";
import { Combobox, makeStyles, Option, OptionGroup, tokens } from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import { loadSummaries } from "../../api/metadata";
import { findRows, type Found } from "../../grid/find-rows";
import { theHost } from "../../host";
import { t } from "../../strings";
import { EMPTY, inputProps, useFocusable, type FieldProps } from "./types";

const useStyles = makeStyles({
  root: { width: "100%", minWidth: 0 },
  list: { maxHeight: "320px" },
  // Big enough for fingers: 24 px is the least (WCAG 2.2, 2.5.8).
  icon: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    minWidth: "24px",
    minHeight: "24px",
  },
  option: { display: "flex", flexDirection: "column" },
  detail: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

const PER_TABLE = 10;
const WAIT_MS = 200;

interface Group {
  readonly label: string;
  readonly rows: readonly Found[];
}

/** Rows of all tables the column may point to, found while one types. */
export const LookupSearch: React.FC<FieldProps> = (props) => {
  const styles = useStyles();
  const { attribute, control } = props;
  const input = useFocusable<HTMLInputElement>(control);
  const [text, setText] = React.useState("");
  const [open, setOpen] = React.useState(false);
  const [groups, setGroups] = React.useState<readonly Group[]>();
  const { privileges } = theHost().session;
  const targets = (attribute.column.targets ?? []).filter((table) => privileges.has("Read", table));

  React.useEffect(() => {
    if (!open) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void Promise.all([loadSummaries(), ...targets.map((table) => findRows(table, text, PER_TABLE))]).then(
        ([summaries, ...found]) => {
          if (!current) return;
          const labels = targets.map((table) => summaries.get(table)?.displayCollectionName ?? table);
          setGroups(found.map((rows, index) => ({ label: labels[index] ?? "", rows })));
        },
        () => current && setGroups([]),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, open]);

  const choose = (value: string | undefined) => {
    const row = groups?.flatMap((group) => group.rows).find((one) => one.id === value);
    if (row) attribute.edit([{ id: row.id, name: row.name, entityType: row.table }]);
  };
  const shown = (groups ?? []).filter((group) => group.rows.length > 0);
  return (
    <Combobox
      {...inputProps(props)}
      ref={input}
      freeform
      appearance="filled-darker"
      className={styles.root}
      input={{ style: { minWidth: 0, width: "100%" } }}
      value={text}
      placeholder={open ? t("lookFor", { label: props.label }) : EMPTY}
      open={open}
      selectedOptions={[]}
      listbox={{ className: styles.list }}
      expandIcon={{ className: styles.icon, children: <Search20Regular /> }}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setText((event.target as HTMLInputElement).value);
        setOpen(true);
      }}
      onOptionSelect={(_, data) => choose(data.optionValue)}
    >
      {shown.map((group) => (
        <OptionGroup key={group.label} label={group.label}>
          {group.rows.map((row) => (
            <Option key={row.id} value={row.id} text={row.name} checkIcon={null}>
              <span className={styles.option}>
                <span>{row.name}</span>
                {row.detail ? <span className={styles.detail}>{row.detail}</span> : null}
              </span>
            </Option>
          ))}
        </OptionGroup>
      ))}
      {groups !== undefined && shown.length === 0 ? (
        <Option disabled value="" text={t("noResults")} checkIcon={null}>
          {t("noResults")}
        </Option>
      ) : null}
      {groups === undefined ? (
        <Option disabled value="" text={t("loading")} checkIcon={null}>
          {t("loading")}
        </Option>
      ) : null}
    </Combobox>
  );
};
