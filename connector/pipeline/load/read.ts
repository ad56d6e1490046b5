import * as schema from "../../../core/generated/schema";
import { guidLiteral, stringLiteral } from "../../../core/odata/literal";
import { requiredColumns, compileMatchRules } from "../../../core/match/compile";
import { rowPath } from "../../../core/odata/key";
import type { Row } from "../../../core/records";
import { MAX_BATCH_REQUESTS, type BatchAnswer } from "../../dataverse/batch";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { selectOf, toRow } from "../../environment/rows";
import { STAMP_COLUMNS } from "../../tables/stamp";
import { carrierFilter, CREATED_BY } from "./carriers";
import type { LinkRow } from "../item";
import { ownCall, readCall, rowCall, type Sync } from "../sync";

const { columns, lookups } = schema.link;
const LINK_SELECT = [
  schema.link.primaryId,
  ...[columns.externalid, columns.recordid, columns.linkstatus, columns.table],
];

/** Whose a row is, who changed it last, and whether it lost a merge; tables have them or not. */
const OF_ITSELF = ["ownerid", "modifiedby", "modifiedonbehalfby", "merged", "masterid"] as const;

/** The row that took over when this one lost a merge; null for every other row. */
export function masterOf(row: Row): string | null {
  const { merged, masterid } = row.values;
  return merged === true && typeof masterid === "string" ? masterid.toLowerCase() : null;
}

/** The columns of a row that a sync looks at. */
export function columnsRead({ mapping, table }: Pick<Sync, "mapping" | "table">): readonly string[] {
  const mapped = mapping.lines.map((line) => line.column);
  const matched = requiredColumns(compileMatchRules(mapping));
  const external = mapping.externalIdColumn ? [mapping.externalIdColumn.column] : [];
  return selectOf(table, [...mapped, ...matched, ...external, ...STAMP_COLUMNS, ...OF_ITSELF, ...CREATED_BY]);
}

export interface Around {
  readonly rowIds: readonly string[];
  readonly externalIds: readonly string[];
  /** External ids no link is known of: a row may carry them. */
  readonly unlinked: readonly string[];
  /** Rows something happened to: others may have been merged into them. */
  readonly queued: readonly string[];
  /** Further queries for rows, to go along. */
  readonly alongside: readonly string[];
}

export interface ReadAround {
  readonly rows: ReadonlyMap<string, Row | DataverseError>;
  /** Rows of the unlinked ids, see {@link carrierFilter}. */
  readonly carriers: readonly Row[];
  readonly links: readonly LinkRow[];
  /** Ids of rows that were merged into one of the queued. */
  readonly losers: readonly string[];
  /** Rows that the further queries brought. */
  readonly alongside: readonly Row[];
}

/** Rows and links by either name, in as few requests as it takes: one, unless a person's own rights have to be asked. */
export async function readAround(sync: Sync, names: Around): Promise<ReadAround> {
  const { table, runtime } = sync;
  const select = columnsRead(sync);
  const known = table.columns();
  const linkPaths = [
    ...chunksOf(names.rowIds, IN_CHUNK).map((ids) => linkPath(sync, columns.recordid, ids)),
    ...chunksOf(names.externalIds, IN_CHUNK).map((ids) => linkPath(sync, columns.externalid, ids)),
  ];
  const rowPaths = sync.asUser
    ? []
    : chunksOf(names.rowIds, IN_CHUNK).map((ids) =>
        queryPath(table.entitySet, select, inFilter(table.primaryId, ids)),
      );
  const carrierPaths = chunksOf(names.unlinked, IN_CHUNK).map((ids) =>
    queryPath(table.entitySet, select, carrierFilter(sync, ids)),
  );
  const loserPaths = known.masterid
    ? chunksOf(names.queued, IN_CHUNK).map((ids) => {
        const masters = ids.map((id) => `_masterid_value eq ${guidLiteral(id)}`).join(" or ");
        return queryPath(table.entitySet, [table.primaryId], `merged eq true and (${masters})`);
      })
    : [];
  const paths = [linkPaths, rowPaths, carrierPaths, loserPaths, names.alongside];
  const [answers, own] = await Promise.all([
    runtime.client.batch(paths.flat(), { ...ownCall(sync), priority: readCall(sync).priority }),
    sync.asUser ? readRows(sync, names.rowIds) : null,
  ]);
  const [links, rows, carriers, losers, alongside] = paths.map((each, at) => {
    const from = paths.slice(0, at).flat().length;
    return answers.slice(from, from + each.length).flatMap(valuesOf);
  });
  return {
    // A record's link to a row of another table is for that table's mapping.
    links: links!
      .filter((json) => (json[columns.table] ?? table.logicalName) === table.logicalName)
      .map(toLink),
    rows:
      own ??
      (await confirmed(
        sync,
        names.rowIds,
        rows!.map((json) => toRow(table, json)),
      )),
    carriers: carriers!.map((json) => toRow(table, json)),
    losers: losers!.map((json) => String(json[table.primaryId]).toLowerCase()),
    alongside: alongside!.map((json) => toRow(table, json)),
  };
}

/** A query leaves out what the connector may not see as well as what is not there: each row left out is asked for by itself. */
async function confirmed(
  sync: Sync,
  ids: readonly string[],
  found: readonly Row[],
): Promise<ReadonlyMap<string, Row | DataverseError>> {
  const rows = new Map<string, Row | DataverseError>(found.map((row) => [row.id.toLowerCase(), row]));
  const missing = ids.filter((id) => !rows.has(id));
  if (missing.length === 0) return rows;
  return new Map([...rows, ...(await readRows(sync, missing))]);
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
    recordId: String(json[columns.recordid] ?? "").toLowerCase(),
    status: (json[columns.linkstatus] as number | null) ?? null,
  };
}
