import * as schema from "../../core/generated/schema";
import { guidLiteral, stringLiteral } from "../../core/odata/literal";
import { requiredColumns, compileMatchRules } from "../../core/match/compile";
import { rowPath } from "../../core/odata/key";
import type { Row } from "../../core/records";
import { MAX_BATCH_REQUESTS, type BatchAnswer } from "../dataverse/batch";
import type { DataverseError } from "../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import { selectOf, toRow } from "../environment/rows";
import type { LinkRow } from "./item";
import { ownCall, readCall, rowCall, type Sync } from "./sync";

const { columns, lookups } = schema.link;
const LINK_SELECT = [schema.link.primaryId, columns.externalid, columns.recordid, columns.linkstatus];

/** The columns of a row that a sync looks at. */
export function columnsRead(sync: Sync): readonly string[] {
  const { mapping, table } = sync;
  const mapped = mapping.lines.map((line) => line.column);
  const matched = requiredColumns(compileMatchRules(mapping));
  const external = mapping.externalIdColumn ? [mapping.externalIdColumn.column] : [];
  return selectOf(table, [...mapped, ...matched, ...external, schema.contact.columns.syncstatus]);
}

/** Rows by id, each with the rights of whoever asked: the row, or why there is none to be had (404, 403). One request. */
export async function readRows(
  sync: Sync,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row | DataverseError>> {
  const select = columnsRead(sync).join(",");
  const rows = new Map<string, Row | DataverseError>();
  for (const chunk of chunksOf([...new Set(ids)], MAX_BATCH_REQUESTS)) {
    const answers = await sync.runtime.client.batch(
      chunk.map((id) => `${rowPath(sync.table.entitySet, id)}?$select=${select}`),
      rowCall(sync),
    );
    chunk.forEach((id, at) => {
      const answer = answers[at]!;
      if ("error" in answer && answer.error.transient) throw answer.error;
      rows.set(id, "error" in answer ? answer.error : toRow(sync.table, answer.body));
    });
  }
  return rows;
}

/** Links, and the rows that carry the external id, of many records of the system. One request for a thousand. */
export async function readByExternalId(
  sync: Sync,
  externalIds: readonly string[],
): Promise<{ readonly links: readonly LinkRow[]; readonly rows: readonly Row[] }> {
  const { externalIdColumn } = sync.mapping;
  const chunks = chunksOf(externalIds, IN_CHUNK);
  const linkPaths = chunks.map((ids) => linkPath(sync, columns.externalid, ids));
  const rowPaths = externalIdColumn
    ? chunks.map((ids) =>
        queryPath(
          sync.table.entitySet,
          columnsRead(sync),
          inFilter(
            externalIdColumn.column,
            ids.map((id) => externalIdColumn.prefix + id),
          ),
        ),
      )
    : [];
  const answers = await sync.runtime.client.batch([...linkPaths, ...rowPaths], readCall(sync));
  return {
    links: answers.slice(0, linkPaths.length).flatMap(valuesOf).map(toLink),
    rows: answers
      .slice(linkPaths.length)
      .flatMap(valuesOf)
      .map((json) => toRow(sync.table, json)),
  };
}

/** Links of many rows. */
export async function readLinksOfRows(sync: Sync, rowIds: readonly string[]): Promise<readonly LinkRow[]> {
  const paths = chunksOf(rowIds, IN_CHUNK).map((ids) => linkPath(sync, columns.recordid, ids));
  const answers = await sync.runtime.client.batch(paths, ownCall(sync));
  return answers.flatMap(valuesOf).map(toLink);
}

function linkPath(sync: Sync, column: string, values: readonly string[]): string {
  const scope = [
    `${lookups.connection.value} eq ${guidLiteral(sync.connection.id)}`,
    `${columns.systemobject} eq ${stringLiteral(sync.mapping.systemObject)}`,
  ];
  return queryPath(schema.link.entitySet, LINK_SELECT, [...scope, inFilter(column, values)].join(" and "));
}

function valuesOf(answer: BatchAnswer): readonly Json[] {
  if ("error" in answer) throw answer.error;
  return (answer.body.value ?? []) as readonly Json[];
}

function toLink(json: Json): LinkRow {
  return {
    id: String(json[schema.link.primaryId]),
    externalId: String(json[columns.externalid]),
    recordId: String(json[columns.recordid]).toLowerCase(),
    status: (json[columns.linkstatus] as number | null) ?? null,
  };
}
