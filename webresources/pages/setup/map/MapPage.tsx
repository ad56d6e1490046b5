import * as React from "react";
import { DocumentError } from "../../../../core/mapping/document";
import { parseFieldMap } from "../../../../core/mapping/schema/field-map";
import type { OtherMapping } from "../../../../core/mapping/check/check-both-places";
import type { SystemFields } from "../../../../core/mapping/system-fields";
import { describe } from "../data/describe";
import { readColumnsOf, readMapping, type MappingRow } from "../data/mapping";
import { usePage, type PageContext } from "../page-context";
import { Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useLoaded } from "../ui/use-loaded";
import { Editor } from "./Editor";
import type { Judging } from "./judge";
import { Repair } from "./Repair";

/** The fields of one mapping. */
export const MapPage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const page = usePage();
  const { t } = page;
  const loaded = useLoaded(mappingId, () => readAll(page, mappingId));
  const back = { label: t("Home"), route: { page: "home" } } as const;
  if (!loaded.value)
    return (
      <Layout title={t("Map_Title")} current="mapping" mappingId={mappingId} back={back}>
        {loaded.error ? <Problem error={loaded.error} onRetry={() => void loaded.reload()} /> : null}
        {loaded.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
      </Layout>
    );
  const { by, mapping } = loaded.value;
  const parsed = parse(mapping);
  // A version that is loaded anew is a draft of its own.
  const key = `${mapping.id} ${mapping.etag}`;
  return parsed instanceof DocumentError ? (
    <Repair key={key} mapping={mapping} error={parsed} reload={loaded.reload} />
  ) : (
    <Editor key={key} mapping={mapping} map={parsed} by={by} reload={loaded.reload} />
  );
};

function parse(mapping: Pick<MappingRow, "fieldMap" | "conflict">) {
  try {
    return parseFieldMap(mapping.fieldMap, mapping.conflict);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}

/** The mapping, its table's columns, and what the connector knows of the system. @throws ClientError */
async function readAll(
  page: Pick<PageContext, "lcid" | "send">,
  mappingId: string,
): Promise<{ readonly mapping: MappingRow; readonly by: Judging }> {
  const { mapping, others } = await readMapping(page.send, mappingId);
  const [columns, { connections }] = await Promise.all([
    readColumnsOf(page.send, mapping.table),
    describe(page, mapping.connectionId),
  ]);
  const described = connections.find(({ id }) => id === mapping.connectionId);
  const fieldsOf = (object: string): SystemFields =>
    Object.fromEntries(
      (described?.objects?.find(({ name }) => name === object)?.fields ?? []).map((field) => [
        field.name,
        field,
      ]),
    );
  const readable = others.flatMap((other): OtherMapping[] => {
    const map = parse(other);
    if (map instanceof DocumentError) return [];
    const { name, systemObject } = other;
    return [{ name, systemObject, lines: map.lines, fields: fieldsOf(systemObject) }];
  });
  return {
    mapping,
    by: {
      systemObject: mapping.systemObject,
      direction: mapping.direction,
      conflict: mapping.conflict,
      columns,
      fields: fieldsOf(mapping.systemObject),
      offers: { activities: described?.activities ?? false },
      others: readable,
    },
  };
}
