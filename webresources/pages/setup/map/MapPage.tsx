import * as React from "react";
import { DocumentError } from "../../../../core/mapping/document";
import { usePage } from "../page-context";
import { Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useLoaded } from "../ui/use-loaded";
import { Editor } from "./Editor";
import { parseLines, readParts } from "./read-page";
import { RepairFieldMap } from "./Repair";

/** The fields of one mapping. */
export const MapPage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const page = usePage();
  const { t } = page;
  const loaded = useLoaded(mappingId, () => readParts(page, mappingId));
  const back = { label: t("Home"), route: { page: "home" } } as const;
  if (!loaded.value)
    return (
      <Layout title={t("Map_Title")} current="mapping" mappingId={mappingId} back={back}>
        {loaded.error ? <Problem error={loaded.error} onRetry={() => void loaded.reload()} /> : null}
        {loaded.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
      </Layout>
    );
  const { by, mapping } = loaded.value;
  const parsed = parseLines(mapping);
  // A version that is loaded anew is a draft of its own.
  const key = `${mapping.id} ${mapping.etag}`;
  return parsed instanceof DocumentError ? (
    <RepairFieldMap key={key} mapping={mapping} error={parsed} reload={loaded.reload} />
  ) : (
    <Editor key={key} mapping={mapping} map={parsed} by={by} reload={loaded.reload} />
  );
};
