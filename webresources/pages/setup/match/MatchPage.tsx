import * as React from "react";
import { MailMultiple24Regular } from "@fluentui/react-icons";
import { DocumentError } from "../../../../core/mapping/document";
import { parseMatchRules } from "../../../../core/mapping/schema/match-rules";
import { readParts } from "../map/read-page";
import { ReadingFrame } from "../ui/ReadingFrame";
import { RepairMatchRules } from "../map/Repair";
import { usePage } from "../page-context";
import { Empty } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { useLoaded } from "../ui/use-loaded";
import { MatchEditor } from "./MatchEditor";

/** The rules by which two records are the same. */
export const MatchPage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const page = usePage();
  const { t } = page;
  const loaded = useLoaded(mappingId, () => readParts(page, mappingId));
  if (!loaded.value)
    return <ReadingFrame step="match" title={t("Step_match")} mappingId={mappingId} loaded={loaded} />;
  const { mapping, object } = loaded.value;
  if (object?.appended)
    return (
      <Layout
        title={mapping.name}
        current="match"
        mappingId={mappingId}
        back={{ label: t("Home"), route: { page: "home" } }}
      >
        <Empty
          icon={<MailMultiple24Regular />}
          title={t("Match_None")}
          text={t("Match_None_Text", mapping.connectionName)}
        />
      </Layout>
    );
  const rules = parse(mapping.matchRules, mapping.table);
  const key = `${mapping.id} ${mapping.etag}`;
  return rules instanceof DocumentError ? (
    <RepairMatchRules key={key} mapping={mapping} error={rules} reload={loaded.reload} />
  ) : (
    <MatchEditor key={key} parts={loaded.value} rules={rules} reload={loaded.reload} />
  );
};

function parse(document: string, table: string) {
  try {
    return parseMatchRules(document, table);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}
