import { DocumentError } from "../../../core/mapping/document";
import { columnOf } from "../../../core/mapping/lookup-path";
import { guidLiteral } from "../../../core/odata/literal";
import { chunksOf } from "../../dataverse/in-filter";
import type { ConfiguredMapping } from "../../environment/configuration";
import { queueChanges, type NewChange } from "../../state/changes";
import { activeOnly } from "../../tables/state-model";
import { isLinked, type Result } from "../item";
import { allRows } from "../match/rows-by-rules";
import { ownCall, readCall, type Sync } from "../sync";

/** What others know of the mappings may be this old; a comparison finds what is missed. */
const MAPPINGS_MS = 10_000;

/** So many ids still fit into an address. */
const IN_FILTER = 50;

/**
 * Rows of other mappings that tell the system of a row which has just been linked are looked at again: until now there was nobody to
 * tell of. Called once the links are saved, so that whoever is read later finds them; who is missed all the same, a comparison finds.
 * Asks nothing where no mapping points to this table.
 */
export async function queuePointing(sync: Sync, results: readonly Result[]): Promise<void> {
  const linked = results.flatMap(newlyLinked);
  if (linked.length === 0) return;
  try {
    await queueChanges(sync.database, await pointingTo(sync, linked));
  } catch (error) {
    if (sync.signal?.aborted) return;
    sync.logger.warn("Rows that point to newly linked ones could not be queued", { error });
  }
}

async function pointingTo(sync: Sync, linked: readonly string[]): Promise<readonly NewChange[]> {
  const mappings = await sync.runtime.configuredMappings(readCall(sync), MAPPINGS_MS);
  const wanted: NewChange[] = [];
  for (const configured of mappings.filter((each) => mayPoint(sync, each))) {
    const names = await rowsPointing(sync, configured, lookupsTo(sync, configured), linked);
    if (names.length === 0) continue;
    wanted.push({
      environmentId: sync.runtime.environment.id,
      mappingId: configured.id,
      why: "reconcile",
      correlationId: sync.correlationId,
      names: names.map((rowId) => ({ rowId })),
    });
  }
  return wanted;
}

function newlyLinked({ item, outcome, externalId, rowId, end }: Result): readonly string[] {
  const linked = ["created", "updated", "unchanged", "conflict"].includes(outcome) && !end;
  return linked && !isLinked(item) && externalId !== null && rowId !== null ? [rowId] : [];
}

function mayPoint(sync: Sync, { connectionId, id, status }: ConfiguredMapping): boolean {
  return status === "active" && connectionId === sync.connection.id && id !== sync.mapping.id;
}

/** The lookups of another mapping by which it tells of records of this one. */
function lookupsTo({ mapping: to }: Sync, { mapping }: ConfiguredMapping): readonly string[] {
  if (mapping instanceof DocumentError) return [];
  return mapping.lines.flatMap(({ column, transformations }) =>
    transformations.some(
      (rule) => rule.kind === "linked" && rule.table === to.table && rule.object === to.systemObject,
    )
      ? column
      : [],
  );
}

async function rowsPointing(
  sync: Sync,
  { table: name }: ConfiguredMapping,
  lookups: readonly string[],
  ids: readonly string[],
): Promise<readonly string[]> {
  if (lookups.length === 0) return [];
  const table = await sync.runtime.table(name, { counter: sync.counter });
  const found: string[] = [];
  for (const lookup of lookups) {
    for (const some of chunksOf(ids, IN_FILTER)) {
      const either = some.map((id) => `_${columnOf(lookup)}_value eq ${guidLiteral(id)}`).join(" or ");
      const filter = activeOnly(table.state, either);
      for await (const rows of allRows(sync, table, [table.primaryId], filter, ownCall(sync)))
        found.push(...rows.map(({ id }) => id));
    }
  }
  return found;
}
