import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { Save20Regular } from "@fluentui/react-icons";
import { documentProblemInWords } from "../../../../core/issues/in-words";
import { DocumentError } from "../../../../core/mapping/document";
import { parseFieldMap } from "../../../../core/mapping/schema/field-map";
import { parseMatchRules } from "../../../../core/mapping/schema/match-rules";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useSave } from "./use-save";

interface Props {
  readonly mapping: MappingRow;
  readonly error: DocumentError;
  readonly reload: () => Promise<void>;
}

/** A field map that somebody broke by hand. */
export const RepairFieldMap: React.FC<Props> = (props) => (
  <Repair
    {...props}
    document="fieldMap"
    page="mapping"
    check={(typed) => parseFieldMap(typed, props.mapping.conflict)}
  />
);

/** The same of match rules. */
export const RepairMatchRules: React.FC<Props> = (props) => (
  <Repair
    {...props}
    document="matchRules"
    page="match"
    check={(typed) => parseMatchRules(typed, props.mapping.table)}
  />
);

interface RepairProps extends Props {
  readonly document: "fieldMap" | "matchRules";
  readonly page: "mapping" | "match";
  /** Throws a DocumentError for what cannot be used. */
  readonly check: (typed: string) => unknown;
}

/** A document that somebody broke by hand: what is wrong and where, and the text to mend it in. */
const Repair: React.FC<RepairProps> = ({ check, document, error, mapping, page, reload }) => {
  const { t, texts } = usePage();
  const [typed, setTyped] = React.useState(mapping[document]);
  const [problems, setProblems] = React.useState(error.problems);
  const saving = useSave(mapping, document);
  const save = async () => {
    try {
      check(typed);
    } catch (thrown) {
      if (!(thrown instanceof DocumentError)) throw thrown;
      setProblems(thrown.problems);
      return;
    }
    if (await saving.save(typed)) await reload();
  };
  return (
    <Layout
      title={mapping.name}
      current={page}
      mappingId={mapping.id}
      back={{ label: t("Home"), route: { page: "home" } }}
      subtitle={t("Map_Subtitle", mapping.connectionName, mapping.systemObject, mapping.table)}
      actions={
        <Button appearance="primary" icon={<Save20Regular />} onClick={() => void save()}>
          {t("Save")}
        </Button>
      }
    >
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("Broken")}</MessageBarTitle>
          <ul className="ws-problems">
            {problems.map((problem, at) => {
              const { line, message, nextStep } = documentProblemInWords(problem, texts);
              return (
                <li key={at}>
                  {line === undefined ? "" : `${t("Broken_Line", line)} `}
                  {message} {nextStep}
                </li>
              );
            })}
          </ul>
        </MessageBarBody>
      </MessageBar>
      {saving.state.kind === "failed" ? <Problem error={saving.state.error} /> : null}
      {/* Not Fluent's: it would weigh more than this whole page. */}
      <textarea
        className="ws-repair"
        aria-label={t("Broken_Text")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Layout>
  );
};
