import { DocumentError } from "../../../core/mapping/document";
import type { Mapping } from "../../../core/mapping/types";
import { countOutcomes } from "../../../core/operation/counts";
import { SHOWN_OF_OUTCOME } from "../../../core/operation/sync-preview";
import type { RecordResult } from "../../../core/operation/types";
import type { Outcome } from "../../../core/outcome";
import type { ConfiguredMapping } from "../../environment/configuration";
import { CannotSyncError, invalid } from "../../pipeline/build/build-sync";
import type { Result } from "../../pipeline/item";
import { namedRecord, namedRow, readRowsOf } from "../../pipeline/report/issue-details";
import { speaker } from "../../pipeline/report/words";
import { ownCall, type Sync } from "../../pipeline/sync";
import { preview } from "../../pipeline/sync-records";
import { resultOf, type End, type Job } from "../job";
import { recordResult } from "../record-result";
import { drySync, lookAtFirst } from "./dry-sync";

/** What needs a person comes first. */
const WORTH_SEEING: readonly Outcome[] = ["failed", "conflict", "skipped", "created", "updated", "unchanged"];

/** Of a record that stays as it is without anything to be said, its being counted is enough. */
function says({ issue, outcome, warnings }: Result): boolean {
  return outcome !== "unchanged" || issue !== undefined || warnings.length > 0;
}

/**
 * What the next run of a mapping would do with the first records that it looks at: how many of each outcome, and some of each field by
 * field. Nothing is written on either side, and nobody is told. Of rows that whoever asks may not read, she is shown that there is one.
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_INVALID, MAPPING_NOT_ALLOWED, BAD_REQUEST
 */
export async function previewSync(job: Job<"describe">, mappingId: string): Promise<End> {
  const sync = await drySync(job, mappingId, asSaved, "Preview");
  const { comparedWith, found, more } = await lookAtFirst(job, sync, (looking, names, known) =>
    preview(looking, names, undefined, known),
  );
  const shown = WORTH_SEEING.flatMap((outcome) =>
    found.filter((result) => result.outcome === outcome && says(result)).slice(0, SHOWN_OF_OUTCOME),
  );
  const syncPreview = {
    from: sync.direction === "toDataverse" ? ("system" as const) : ("dataverse" as const),
    looked: found.length,
    more,
    ...(comparedWith === undefined ? {} : { comparedWith }),
  };
  const records = await forAsker(job, sync, shown);
  return {
    succeeded: true,
    result: resultOf({ counts: countOutcomes(found), records, syncPreview }),
    connectionId: sync.connection.id,
  };
}

function asSaved({ mapping }: ConfiguredMapping, lcid: number): Mapping {
  if (mapping instanceof DocumentError) throw new CannotSyncError(invalid(mapping, lcid));
  return mapping;
}

/** With their names and fields, as far as she may read the rows that are there; a row that would be created is nobody's secret. */
async function forAsker(
  { operation }: Job<"describe">,
  sync: Sync,
  results: readonly Result[],
): Promise<readonly RecordResult[]> {
  const lcid = operation.request.language ?? sync.lcid;
  const by = speaker(sync, lcid);
  const columns = sync.table.columns(lcid);
  const there = results.flatMap(({ item }) => item.row?.id ?? []);
  const call = { ...ownCall(sync), asUser: operation.askerId };
  const rows = new Map(
    (await readRowsOf(sync, [...new Set(there)], call)).map((row) => [row.id.toLowerCase(), row]),
  );
  return results.map((result) => {
    const { row, system } = result.item;
    const { fields, ...told } = recordResult(sync, result, by, true);
    const read = row ? rows.get(row.id.toLowerCase()) : undefined;
    if (row && !read) return { recordId: told.recordId, outcome: told.outcome };
    const named = read ? namedRow(sync, read, columns) : system ? namedRecord(sync, system, columns) : null;
    const differing = fields?.filter(({ verdict }) => verdict !== "unchanged") ?? [];
    return { ...told, ...(named ? { name: named.name } : {}), fields: differing };
  });
}
