import * as schema from "../../core/generated/schema";
import { DocumentError } from "../../core/mapping/document";
import { stringLiteral } from "../../core/odata/literal";
import type { Direction } from "../../core/mapping/types";
import { writes } from "../../core/plan/direction";
import type { IssueRef } from "../../core/plan/types";
import type { DataverseCall } from "../dataverse/call";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import type { ConfiguredMapping } from "../environment/configuration";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { activeMappings, type MappingChoice } from "../pipeline/build/build-sync";
import { readScope } from "../pipeline/build/read-scope";
import { isWritable } from "../systems/contract/object";
import { heldByView } from "../pipeline/load/scope";

const { columns, lookups } = schema.link;

/** Which mapping each record of an operation is for. */
export interface MappingsOfRecords {
  readonly groups: readonly {
    readonly configured: ConfiguredMapping;
    readonly recordIds: readonly string[];
  }[];
  /** Records several mappings could mean. */
  readonly unclear: ReadonlySet<string>;
  /** What to tell about those. */
  readonly issue: IssueRef;
}

/**
 * A record is for the mapping its link is under. Without a link it is for the one mapping whose view holds it. Of several, the one that
 * syncs both ways is meant. Where that leaves several, none is taken: guessing would write to the wrong place. One mapping for the table costs no request.
 * Mappings that cannot do what is asked are meant only where none can.
 * @param direction which way it goes
 * @param recordIds rows of the table, in the connector's own writing of GUIDs
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED
 */
export async function mappingsOfRecords(
  runtime: EnvironmentRuntime,
  choice: Extract<MappingChoice, { readonly table: string }>,
  recordIds: readonly string[],
  call: DataverseCall,
  direction: Direction = "both",
): Promise<MappingsOfRecords> {
  const all = await activeMappings(runtime, choice, call);
  const able = all.filter((each) => goes(runtime, each, direction));
  const active = able.length > 0 ? able : all;
  const issue: IssueRef = {
    code: "MAPPING_UNCLEAR",
    params: { details: active.map(({ name }) => `"${name}"`).join(", ") },
  };
  if (active.length === 1)
    return { groups: [{ configured: active[0]!, recordIds }], unclear: new Set(), issue };

  const linked = await mappingsByLink(runtime, { active, table: choice.table }, recordIds, call);
  const byView = await mappingsByView(
    runtime,
    active,
    recordIds.filter((id) => !linked.has(id)),
    call,
  );
  const idsOf = new Map<ConfiguredMapping, string[]>(active.map((each) => [each, []]));
  const unclear = new Set<string>();
  for (const id of recordIds) {
    const wanted = linked.get(id) ?? byView.get(id) ?? new Set();
    const fitting = bothWaysFirst(active.filter((each) => wanted.has(each.id)));
    if (fitting.length === 1) idsOf.get(fitting[0]!)!.push(id);
    else unclear.add(id);
  }
  const groups = [...idsOf].map(([configured, ids]) => ({ configured, recordIds: ids }));
  return { groups: groups.filter((group) => group.recordIds.length > 0), unclear, issue };
}

/** Whether a mapping can carry anything this way. */
function goes(runtime: EnvironmentRuntime, configured: ConfiguredMapping, direction: Direction): boolean {
  const { mapping } = configured;
  if (direction === "both" || mapping instanceof DocumentError) return true;
  return (
    writes(mapping.direction, direction) && (direction === "toDataverse" || takesWrites(runtime, configured))
  );
}

/** Whether the system of a mapping lets anything be written to it. */
export function takesWrites(
  { connections }: EnvironmentRuntime,
  { connectionId, systemObject }: ConfiguredMapping,
): boolean {
  const object = connections.get(connectionId)?.adapter.objects.get(systemObject);
  return object === undefined || isWritable(object);
}

/** The one that syncs both ways is meant, where there is one: what only goes one way goes by itself. */
function bothWaysFirst(fitting: readonly ConfiguredMapping[]): readonly ConfiguredMapping[] {
  const bothWays = fitting.filter(
    ({ mapping }) => !(mapping instanceof DocumentError) && mapping.direction === "both",
  );
  return bothWays.length === 1 ? bothWays : fitting;
}

/** Ids of those of the mappings whose links the rows have; links that have ended count where there is no other. */
async function mappingsByLink(
  { client }: EnvironmentRuntime,
  { active, table }: { readonly active: readonly ConfiguredMapping[]; readonly table: string },
  recordIds: readonly string[],
  call: DataverseCall,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const select = [columns.recordid, columns.linkstatus, lookups.mapping.value];
  const paths = chunksOf(recordIds, IN_CHUNK).map((ids) =>
    queryPath(
      schema.link.entitySet,
      select,
      `${columns.table} eq ${stringLiteral(table)} and ${inFilter(columns.recordid, ids)}`,
    ),
  );
  const holding = new Map<string, Set<string>>();
  const ended = new Map<string, Set<string>>();
  for (const answer of await client.batch(paths, call)) {
    if ("error" in answer) throw answer.error;
    for (const json of (answer.body.value ?? []) as readonly Json[]) {
      const mappingId = json[lookups.mapping.value];
      if (typeof mappingId !== "string" || !active.some(({ id }) => id === mappingId)) continue;
      const into = json[columns.linkstatus] === schema.SyncStatus.Unlinked ? ended : holding;
      const id = String(json[columns.recordid]).toLowerCase();
      into.set(id, (into.get(id) ?? new Set()).add(mappingId));
    }
  }
  return new Map([...ended, ...holding]);
}

/** Ids of the mappings whose views hold the rows; a mapping without a view is for all rows, one with a broken view for none. */
async function mappingsByView(
  runtime: EnvironmentRuntime,
  mappings: readonly ConfiguredMapping[],
  recordIds: readonly string[],
  call: DataverseCall,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map(recordIds.map((id) => [id, new Set<string>()]));
  if (recordIds.length === 0) return found;
  for (const each of mappings) {
    const scope = await readScope(runtime, each, call);
    if (scope instanceof DocumentError) continue;
    const held = scope
      ? await heldByView(runtime.client, await runtime.table(each.table, call), scope, recordIds, call)
      : recordIds;
    for (const id of held) found.get(id)?.add(each.id);
  }
  return found;
}
