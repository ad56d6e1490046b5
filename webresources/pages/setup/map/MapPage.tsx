import * as React from "react";
import { DocumentError } from "../../../../core/mapping/document";
import { usePage } from "../page-context";
import { useLoaded } from "../ui/use-loaded";
import { Editor } from "./Editor";
import { parseLines, readParts } from "./read-page";
import { ReadingFrame } from "../ui/ReadingFrame";
import { RepairFieldMap } from "./Repair";

/** The fields of one mapping. */
export const MapPage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const page = usePage();
  const { t } = page;
  const loaded = useLoaded(mappingId, () => readParts(page, mappingId));
  if (!loaded.value)
    return <ReadingFrame step="mapping" title={t("Map_Title")} mappingId={mappingId} loaded={loaded} />;
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
