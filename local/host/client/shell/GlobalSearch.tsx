import * as React from "react";
import {
  Combobox,
  makeStyles,
  Option,
  OptionGroup,
  Persona,
  shorthands,
  tokens,
} from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import { loadSummaries } from "../api/metadata";
import { findRows, type Found } from "../grid/find-rows";
import { theHost } from "../host";
import { t } from "../strings";

const useStyles = makeStyles({
  root: {
    width: "min(468px, 100%)",
    minWidth: "0",
    "& input": { minWidth: "0", color: "#242424", "::placeholder": { color: "#5c5c5c" } },
    backgroundColor: "#ffffff",
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
  },
  icon: { color: "#424242", display: "flex" },
  empty: { color: tokens.colorNeutralForeground2 },
});

/** Tables a search looks in, where the user may read them. */
const SEARCHED = ["contact", "account"];
const PER_TABLE = 5;
const WAIT_MS = 250;

/** The search box of the top bar: finds by each table's quick find columns while one types. */
export const GlobalSearch: React.FC = () => {
  const styles = useStyles();
  const { session, router } = theHost();
  const [text, setText] = React.useState("");
  const [found, setFound] = React.useState<readonly (readonly Found[])[]>([]);
  const [open, setOpen] = React.useState(false);
  const [names, setNames] = React.useState<Readonly<Record<string, string>>>({});
  const tables = SEARCHED.filter((table) => session.privileges.has("Read", table));

  React.useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (!text.trim()) return setFound([]);
      void Promise.all([loadSummaries(), ...tables.map((table) => findRows(table, text, PER_TABLE))]).then(
        ([summaries, ...rows]) => {
          if (!current) return;
          setNames(Object.fromEntries(tables.map((x) => [x, summaries.get(x)?.displayCollectionName ?? x])));
          setFound(rows);
        },
        () => current && setFound([]),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);

  // A search ends with the page it was made on.
  React.useEffect(() => router.subscribe(() => setText("")), [router]);

  const choose = (value: string | undefined) => {
    const [table, id] = (value ?? "").split("/");
    if (!table) return;
    setText("");
    void router.go(
      id
        ? { pagetype: "entityrecord", etn: table, id }
        : { pagetype: "entitylist", etn: table, search: text.trim() },
    );
  };

  if (tables.length === 0) return null;
  return (
    <Combobox
      freeform
      inlinePopup
      className={styles.root}
      aria-label={t("search")}
      placeholder={t("search")}
      value={text}
      selectedOptions={[]}
      open={open && text.trim() !== "" && found.length > 0}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setText((event.target as HTMLInputElement).value);
        setOpen(true);
      }}
      onOptionSelect={(_, data) => choose(data.optionValue)}
      expandIcon={{ className: styles.icon, children: <Search20Regular /> }}
    >
      {found.map((rows, index) => {
        const table = tables[index] ?? "";
        return (
          <OptionGroup key={table} label={names[table] ?? table}>
            {rows.map((row) => (
              <Option key={row.id} value={`${table}/${row.id}`} text={row.name} checkIcon={null}>
                <Persona
                  name={row.name}
                  secondaryText={row.detail}
                  size="small"
                  avatar={{ color: "colorful" }}
                />
              </Option>
            ))}
            <Option value={`${table}/`} text={t("showAllResults")} checkIcon={null}>
              {rows.length === 0 ? (
                <span className={styles.empty}>{t("noResults")}</span>
              ) : (
                t("showAllResults")
              )}
            </Option>
          </OptionGroup>
        );
      })}
    </Combobox>
  );
};
