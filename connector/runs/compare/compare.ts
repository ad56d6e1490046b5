import { DocumentError } from "../../../core/mapping/document";
import { totalOf } from "../../../core/operation/counts";
import { asksFor, isStaleLink } from "../../dataverse/changes";
import type { OpenConnection } from "../../environment/environment-runtime";
import type { ConfiguredMapping } from "../../environment/configuration";
import {
  buildSync,
  CannotSyncError,
  chooseMapping,
  invalid,
  unusable,
} from "../../pipeline/build/build-sync";
import { readScope } from "../../pipeline/build/read-scope";
import { reportScopeRead } from "../../pipeline/report/scope-issues";
import { columnsRead } from "../../pipeline/load/read";
import { isListed, RecordListing } from "../../pipeline/match/record-list";
import type { Sync } from "../../pipeline/sync";
import { countLinks } from "../../state/compared-links";
import { findMappingCursor, type MappingCursor } from "../../state/mapping-cursors";
import { systemTime } from "../../systems/base/system-time";
import type { RunEnding } from "../ending";
import { progressOf, syncRequest, type RunWork } from "../run-work";
import { Comparison } from "./comparison";
import { compareLinksNotSeen } from "./gone";
import { beginning, phasesOf, readPlace, type Phase } from "./place";
import { comparePageOfRecords } from "./records";
import { comparePageOfRows } from "./rows";
import { joined, mayGrow, settlePage, type ComparedPage } from "./settle";
import { fieldsOf } from "../../systems/contract/system";

/** A run that nobody waits for makes do with configuration of this age. */
const CONFIGURATION_MS = 5 * 60_000;

/**
 * Compares both sides with what they agreed on last, and brings together what differs: what changed since the last comparison
 * ("scheduled"), or everything ("onDemand", "reconcile", and whenever it is not known what changed). Events may get lost;
 * what they missed is found here. Where nothing changed, nothing is read but the lists, and nothing is written.
 */
export async function compare(work: RunWork): Promise<RunEnding> {
  const { run, runtime, counter } = work;
  const age = run.kind === "onDemand" ? 0 : CONFIGURATION_MS;
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter }, age);
  const mappingCursor = await findMappingCursor(work.parts.database, run.environmentId, run.mappingId);
  const comparison = await begin(work, configured, mappingCursor);
  // A person who asked looks for the run at once; of the others nobody hears unless they find something.
  if (run.kind === "onDemand") await work.begin();
  let phase: Phase | null = comparison.phase;
  while (phase !== null) {
    work.signal.throwIfAborted();
    work.stopIfAsked();
    phase = await onePage(comparison);
  }
  return endingOf(comparison);
}

/** Compares one page. Gives the phase to go on with; null when everything is done. */
async function onePage(comparison: Comparison): Promise<Phase | null> {
  const { phase } = comparison;
  switch (phase) {
    case "rows": {
      const page = await somePages(comparison, (at) =>
        comparePageOfRows(comparison, at).catch((error: unknown) => {
          if (isStaleLink(error) && at !== null) return null;
          throw error;
        }),
      );
      if (page === null) {
        // Dataverse does not know any more what changed: everything is compared.
        comparison.work.parts.logger.info("A delta link is out of date: everything is compared");
        const [first] = phasesOf(true, comparison.is.listing !== null);
        await comparison.checkpoint({ phase: first!, place: beginning(true) });
        return first!;
      }
      return settled(comparison, page);
    }
    case "records":
      return settled(
        comparison,
        (await somePages(comparison, (at) => comparePageOfRecords(comparison, at)))!,
      );
    case "rowsGone":
    case "recordsGone": {
      const page = await compareLinksNotSeen(comparison);
      if (page !== null) return settled(comparison, page);
      const { following } = comparison;
      comparison.work.parts.logger.warn("A side listed nothing at all: nothing is concluded from it", {
        code: "NOTHING_PROCESSED",
      });
      await comparison.checkpoint({
        ...(following ? { phase: following } : {}),
        place: { at: null, done: null, listed: 0, doubted: true },
      });
      return following;
    }
  }
}

/** So many pages are looked at together at most: after a crash they are read again. */
const PAGES_TOGETHER = 5;

/**
 * Reads pages until there are enough records that differ to fill a request: some differ in every page for as long as a person leaves
 * an issue of theirs open. Null where a page is null.
 */
async function somePages<P extends ComparedPage | null>(
  { place, work }: Comparison,
  read: (at: string | null) => Promise<P>,
): Promise<P> {
  let together = await read(place.at);
  for (let pages = 1; pages < PAGES_TOGETHER; pages++) {
    if (together === null || !mayGrow(together)) break;
    work.signal.throwIfAborted();
    const page = await read(together.next);
    together = page === null ? page : (joined(together, page) as P);
  }
  return together;
}

async function settled(
  comparison: Comparison,
  page: Parameters<typeof settlePage>[1],
): Promise<Phase | null> {
  const { following } = comparison;
  await settlePage(comparison, page);
  return page.next === null ? following : comparison.phase;
}

async function begin(
  work: RunWork,
  configured: ConfiguredMapping,
  mappingCursor: MappingCursor,
): Promise<Comparison> {
  const { counter, parts, run, runtime } = work;
  const { mapping } = configured;
  const connection = runtime.connections.get(configured.connectionId);
  if (!connection) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  if (mapping instanceof DocumentError)
    throw new CannotSyncError(invalid(mapping, await runtime.language({ counter })));
  const [table, scope, lcid] = await Promise.all([
    runtime.table(configured.table, { counter }),
    readScope(runtime, configured, { counter }, run.kind === "onDemand" ? 0 : undefined),
    runtime.language({ counter }),
  ]);
  const request = syncRequest(work, "both");
  const reporter = { ...request, connection, mapping, lcid };
  await reportScopeRead(reporter, scope);
  if (scope instanceof DocumentError) throw await unusable(request, scope);
  const systemFields = await fieldsOf(connection.adapter, mapping.systemObject, {
    correlationId: run.correlationId,
  });
  const select = columnsRead({ mapping, table });
  const { deltaLink, systemSince } = mappingCursor;
  const full =
    run.kind !== "scheduled" || deltaLink === null || systemSince === null || !asksFor(deltaLink, select);
  const listing = isListed({ connection, mapping })
    ? new RecordListing({ runtime, connection, mapping, ...(systemFields ? { systemFields } : {}) })
    : null;
  let sync: Promise<Sync> | undefined;
  const comparison = new Comparison(
    work,
    {
      comparing: { mapping, columns: table.columns(), ...(systemFields ? { systemFields } : {}) },
      table,
      connection,
      select,
      listing,
      view: { ...reporter, scope, table },
      newSince: newSince(connection, configured),
      systemSince: systemSince?.toISOString() ?? null,
      sync: () => (sync ??= buildSync(request, configured)),
    },
    progressOf(run),
    (run.phase as Phase | null) ?? phasesOf(full, listing !== null)[0]!,
    run.cursor === null ? { ...beginning(full), at: full ? null : deltaLink } : readPlace(run.cursor),
  );
  if (run.cursor === null) {
    // Before anything is read: what changes from now on belongs to the next comparison.
    const call = { correlationId: run.correlationId, signal: work.signal };
    const since = await systemTime(connection.adapter, call, parts);
    await comparison.checkpoint({
      nextCursor: { deltaLink: null, systemSince: since.toISOString() },
      ...(comparison.listsFirst
        ? { total: await runtime.client.countRows(table.logicalName, { counter }) }
        : {}),
    });
  }
  return comparison;
}

function newSince({ since }: OpenConnection, { mapping }: ConfiguredMapping): string | null {
  if (mapping instanceof DocumentError || mapping.direction === "toDataverse") return null;
  switch (mapping.policies.newRows) {
    case "none":
      return null;
    case "all":
      return new Date(0).toISOString();
    case "sinceConnected":
      // Dataverse keeps whole seconds: a row made in the very second of connecting is a new one.
      return new Date(Math.floor(since.getTime() / 1000) * 1000).toISOString();
  }
}

async function endingOf(comparison: Comparison): Promise<RunEnding> {
  const { is, place, progress, scope, work } = comparison;
  const { nextCursor } = progress;
  const done = totalOf(progress.counts);
  // What was counted beforehand includes rows that take no part.
  const counted = place.full && !comparison.listsFirst ? (progress.total ?? 0) : 0;
  return {
    progress: { ...progress, total: Math.max(counted, done) },
    // Nothing changed is as it should be; nothing there at all is not.
    expected: !place.full
      ? 0
      : done > 0
        ? done
        : await countLinks(work.parts.database, scope, is.table.logicalName),
    ...(place.doubted ? { issue: { code: "NOTHING_PROCESSED", params: { count: 0 } } } : {}),
    mappingCursor: {
      ...(nextCursor
        ? { deltaLink: nextCursor.deltaLink, systemSince: new Date(nextCursor.systemSince) }
        : {}),
      ...(place.full ? { comparedOn: "now" as const } : {}),
    },
  };
}
