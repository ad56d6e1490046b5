import { DocumentError } from "../../core/mapping/document";
import { parseFieldMap } from "../../core/mapping/schema/field-map";
import { parseMatchRules } from "../../core/mapping/schema/match-rules";
import { parsePolicies } from "../../core/mapping/schema/policies";
import type { ConflictPolicy, DeletePolicy, Direction, Mapping } from "../../core/mapping/types";
import * as schema from "../../core/generated/schema";
import { guidLiteral } from "../../core/odata/literal";
import type { DataverseClient } from "../dataverse/client";
import type { BatchAnswer } from "../dataverse/batch";
import { queryPath } from "../dataverse/in-filter";
import type { DataverseCall } from "../dataverse/call";
import type { Json } from "../dataverse/json";

/** A row of wave_mapping, as far as it can be used. */
export interface ConfiguredMapping {
  readonly id: string;
  readonly connectionId: string;
  readonly name: string;
  readonly systemObject: string;
  readonly table: string;
  readonly status: "draft" | "active" | "paused";
  readonly defaultOwnerId: string | null;
  /** Minutes between two looks at what changed; 0: never by itself; null: the usual. */
  readonly scheduleMinutes: number | null;
  /** View (savedquery, or a person's own userquery) whose rows the mapping is for; null: all of the table. */
  readonly scopeViewId: string | null;
  /** Who changed it last, and which change that was: what it may write is what she may. */
  readonly changed: { readonly by: string; readonly version: string };
  /** The checked documents, or what is wrong with them. */
  readonly mapping: Mapping | DocumentError;
}

const columns = schema.mapping.columns;
const lookups = schema.mapping.lookups;

/** All mappings of the connections, in one request. Those of a connection that an admin has paused are paused with it. */
export async function readMappings(
  client: DataverseClient,
  connectionIds: readonly string[],
  call: DataverseCall = {},
): Promise<readonly ConfiguredMapping[]> {
  if (connectionIds.length === 0) return [];
  const either = (column: string) =>
    connectionIds.map((id) => `${column} eq ${guidLiteral(id)}`).join(" or ");
  const { columns: ofConnection, entitySet, primaryId } = schema.connection;
  const select = [
    schema.mapping.primaryId,
    ...Object.values(columns),
    lookups.connection.value,
    lookups.defaultowner.value,
    "_modifiedby_value",
    "modifiedon",
  ];
  const [mappings, connections] = await client.batch(
    [
      queryPath(schema.mapping.entitySet, select, either(lookups.connection.value)),
      queryPath(entitySet, [primaryId, ofConnection.connectionstatus], either(primaryId)),
    ],
    call,
  );
  const paused = new Set(
    rowsOf(connections!)
      .filter((row) => row[ofConnection.connectionstatus] === schema.ConnectionStatus.Paused)
      .map((row) => String(row[primaryId]).toLowerCase()),
  );
  return rowsOf(mappings!)
    .map(toMapping)
    .map((mapping) =>
      paused.has(mapping.connectionId.toLowerCase()) && mapping.status === "active"
        ? { ...mapping, status: "paused" }
        : mapping,
    );
}

function rowsOf(answer: BatchAnswer): readonly Json[] {
  if ("error" in answer) throw answer.error;
  return (answer.body.value ?? []) as readonly Json[];
}

function toMapping(row: Json): ConfiguredMapping {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : "");
  const head = {
    id: text(schema.mapping.primaryId),
    connectionId: text(lookups.connection.value),
    systemObject: text(columns.systemobject),
    table: text(columns.table),
  };
  return {
    ...head,
    name: text(columns.name),
    status: STATUS[row[columns.mappingstatus] as number] ?? "draft",
    defaultOwnerId: text(lookups.defaultowner.value) || null,
    scheduleMinutes: minutes(row[columns.scheduleminutes]),
    scopeViewId: text(columns.scopeviewid).trim() || null,
    changed: {
      by: text("_modifiedby_value"),
      version: `${text("_modifiedby_value")}/${text("modifiedon")}`,
    },
    mapping: read(() => {
      const { lines, externalIdColumn } = parseFieldMap(
        text(columns.fieldmap),
        conflictPolicy(row[columns.conflictpolicy]),
      );
      const policies = parsePolicies(text(columns.policies) || '{"version":1}');
      return {
        ...head,
        direction: DIRECTION[row[columns.direction] as number] ?? "both",
        lines,
        ...(externalIdColumn ? { externalIdColumn } : {}),
        // A mail is known by its Message-ID: nobody is matched.
        matchRules: policies.mail ? [] : parseMatchRules(text(columns.matchrules), head.table),
        policies: {
          ...policies,
          onSystemDelete: DELETE[row[columns.systemdeletepolicy] as number] ?? policies.onSystemDelete,
          onDataverseDelete:
            DELETE[row[columns.dataversedeletepolicy] as number] ?? policies.onDataverseDelete,
        },
      };
    }),
  };
}

const minutes = (value: unknown): number | null => (typeof value === "number" ? value : null);

function read(parse: () => Mapping): Mapping | DocumentError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}

const STATUS: Readonly<Record<number, ConfiguredMapping["status"]>> = {
  [schema.MappingStatus.Draft]: "draft",
  [schema.MappingStatus.Active]: "active",
  [schema.MappingStatus.Paused]: "paused",
};

const DIRECTION: Readonly<Record<number, Direction>> = {
  [schema.Direction.Both]: "both",
  [schema.Direction.ToDataverse]: "toDataverse",
  [schema.Direction.ToSystem]: "toSystem",
};

const DELETE: Readonly<Record<number, DeletePolicy>> = {
  [schema.DeletePolicy.Deactivate]: "deactivate",
  [schema.DeletePolicy.Delete]: "delete",
  [schema.DeletePolicy.Keep]: "keep",
};

function conflictPolicy(value: unknown): ConflictPolicy | undefined {
  const policies: Readonly<Record<number, ConflictPolicy>> = {
    [schema.ConflictPolicy.System]: "system",
    [schema.ConflictPolicy.Dataverse]: "dataverse",
    [schema.ConflictPolicy.Newest]: "newest",
    [schema.ConflictPolicy.Ask]: "ask",
  };
  return policies[value as number];
}
