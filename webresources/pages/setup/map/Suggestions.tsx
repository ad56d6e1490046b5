import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { Add16Regular } from "@fluentui/react-icons";
import type { MappingLine } from "../../../../core/mapping/types";
import { usePage } from "../page-context";
import type { Draft } from "./draft";
import { missing, suggestions, type Judging } from "./judge";
import { columnName, fieldName } from "./names";

interface Props {
  readonly draft: Draft;
  readonly by: Judging;
}

/** Fields that nobody takes, to columns of the same name: one click each. */
export const Suggestions: React.FC<Props & { readonly onAdd: (line: MappingLine) => void }> = ({
  by,
  draft,
  onAdd,
}) => {
  const { t } = usePage();
  const found = React.useMemo(() => suggestions(draft, by), [draft, by]);
  if (found.length === 0) return null;
  return (
    <section className="ws-suggestions" aria-label={t("Suggestions")}>
      <h2>{t("Suggestions")}</h2>
      <p className="ws-subtle">{t("Suggestions_Text")}</p>
      <ul>
        {found.map((line) => {
          const name = `${fieldName(line.systemField!)} → ${columnName(by.columns[line.column], line.column)}`;
          return (
            <li key={line.id}>
              <Button size="small" icon={<Add16Regular />} onClick={() => onAdd(line)}>
                {name}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** What a side wants for every record, and gets from no line. */
export const Missing: React.FC<Props> = ({ by, draft }) => {
  const { t } = usePage();
  const { columns, fields } = React.useMemo(() => missing(draft, by), [draft, by]);
  const names = [
    ...fields.map(fieldName),
    ...columns.map((name) => `${columnName(by.columns[name], name)} (Dynamics)`),
  ];
  if (names.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("Missing", names.length)}</MessageBarTitle> {names.join(", ")}
      </MessageBarBody>
    </MessageBar>
  );
};
