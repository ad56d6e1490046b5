import { nextBase } from "../../../core/plan/apply";
import {
  arrivedFields,
  doubtfulFields,
  rowArrived,
  type BegunWrite,
  type UnsavedEntry,
} from "../../../core/plan/begun-write";
import { joinEntries, journalOf } from "../../../core/plan/journal";
import { withOpen, type Base } from "../../../core/records";
import { openWriteIntents, saveWriteIntents, type WriteIntent } from "../../state/write-intents";
import type { Item } from "../item";
import { personChangedOn } from "../load/person-changed-on";
import { ownStamp } from "../report/row-details";
import { hasStamp } from "../../tables/stamp";
import { stampAfter } from "./stamp";
import { linkScope, type Sync } from "../sync";
import { baseOf } from "../load/untouched-base";
import { SystemError } from "../../systems/contract/system-error";
import type { Planned } from "./write-rows";
import type { SystemWrite } from "./write-system";

/**
 * Takes into the bases what an interrupted look at these pairs has written: it died, stood still, or could not tell of it. Else
 * our own writes would pass for somebody's changes, and could win over what people typed before or since.
 */
export async function takeUpBegun(sync: Sync, items: readonly Item[]): Promise<readonly Item[]> {
  const found = await openWriteIntents(
    sync.database,
    linkScope(sync),
    sync.table.logicalName,
    items.flatMap(rowsOf),
  );
  if (found.length === 0) return items;
  const byRow = new Map(found.map((each) => [each.recordId, each]));
  return items.map((item) => {
    const begun = rowsOf(item).flatMap((id) => byRow.get(id) ?? []);
    return begun.length > 0 ? withBegun(sync, item, begun) : item;
  });
}

/** Where a merge moves the link, a look that followed it has noted its writes with the new row, and what came before with them. */
function rowsOf({ movedFrom, rowId }: Item): readonly string[] {
  return [rowId ?? [], movedFrom?.id ?? []].flat().map((id) => id.toLowerCase());
}

function withBegun(sync: Sync, item: Item, found: readonly WriteIntent[]): Item {
  if (item.stop) return item;
  const recordIds = found.map((each) => each.recordId);
  // Meant for another record: nothing of it concerns these two, but that no other write may pass for it.
  const ofThese = found.find(({ externalId }) => externalId === null || externalId === item.externalId);
  if (!ofThese) {
    const mark = found
      .flatMap((each) => each.begun.mark ?? [])
      .sort()
      .at(-1);
    return { ...item, begun: { recordIds, ...(mark ? { mark } : {}) } };
  }
  const { begun, recordId } = ofThese;
  const row = recordId === item.movedFrom?.id.toLowerCase() ? item.movedFrom : item.row;
  const markedOn = ownStamp(sync, row);
  const input = { ...sync, row, system: item.system, markedOn };
  const fields = arrivedFields(begun, input);
  const before = begun.base ?? item.base;
  const after = fields.length > 0 ? nextBase({ fields }, before) : before;
  // Saved with the base, the doubt lasts until somebody ends it, however often this is interrupted.
  const base = withOpen(
    after,
    doubtfulFields(begun, input).map(({ line }) => line),
  );
  const marks = { personOn: begun.personOn ?? null, markedOn: begun.begunOn };
  const over = { recordIds, ...(begun.mark ? { mark: begun.mark } : {}) };
  const known = {
    ...item,
    base,
    begun: over,
    ...(rowArrived(begun, markedOn) && !isMarkedSince(item, begun.begunOn) ? { marks } : {}),
  };
  const entry = journalOf({ ...begun, outcome: "updated", fields }, begun.linked);
  const written = [...(begun.earlier ?? []), ...(fields.length > 0 ? [{ ...begun, entry }] : [])];
  const mine = written.filter(
    ({ correlationId, runId }) => correlationId === sync.correlationId && runId === sync.runId,
  );
  const others = written.filter((each) => each.runId !== undefined && !mine.includes(each));
  const earlier = [...mine.map((each) => each.entry), item.earlier ?? []].flat();
  return {
    ...known,
    ...(earlier.length > 0 ? { earlier: earlier.reduce(joinEntries) } : {}),
    begun: { ...over, ...(others.length > 0 ? { others: others.map(unsaved) } : {}) },
  };
}

function unsaved({ correlationId, entry, runId }: UnsavedEntry): UnsavedEntry {
  return {
    ...(runId === undefined ? {} : { runId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    entry,
  };
}

/** A failure was told on the row after that: then what was remembered with it is what holds. */
function isMarkedSince({ state }: Item, begunOn: string): boolean {
  return !!state?.markedOn && Date.parse(state.markedOn) > Date.parse(begunOn);
}

/**
 * Notes what is about to be written, before either side is, so that an interruption leaves no doubt about what is ours. Rows
 * that are created are left out, which would cost an import of many too much: `untouched-base.ts` knows what then.
 */
export async function beginWrites(sync: Sync, planned: readonly Planned[]): Promise<readonly Planned[]> {
  const writes: WriteIntent[] = [];
  const noted = planned.map((each): Planned => {
    const { item, plan } = each;
    const fields = plan.fields.filter(
      ({ verdict }) => verdict === "writeDataverse" || verdict === "writeSystem",
    );
    if (plan.action === "createRow") return { ...each, mark: stampAfter(sync, undefined) };
    if (fields.length === 0 || item.rowId === null) return each;
    const recordId = item.rowId;
    const mark = hasStamp(sync.columns) ? stampAfter(sync, ownStamp(sync, item.row)) : undefined;
    const begun = begunWrite(sync, each, mark);
    writes.push({ recordId, externalId: item.externalId, begun: { ...begun, fields } });
    return {
      item: {
        ...item,
        begun: {
          ...item.begun,
          recordIds: [...(item.begun?.recordIds ?? []), recordId],
          ...(mark ? { mark } : {}),
        },
      },
      plan,
      ...(mark ? { mark } : {}),
    };
  });
  await saveWriteIntents(sync.database, linkScope(sync), sync.table.logicalName, writes, sync.leaseOwner);
  return noted;
}

function begunWrite(
  sync: Sync,
  { item, plan }: Planned,
  mark: string | undefined,
): Omit<BegunWrite, "fields"> {
  const base = baseOf(sync, item);
  const personOn = personChangedOn(sync, item);
  const mine = { ...(sync.runId ? { runId: sync.runId } : {}), correlationId: sync.correlationId };
  const earlier = [
    ...(item.begun?.others ?? []),
    ...(item.earlier ? [{ ...mine, entry: item.earlier }] : []),
  ];
  return {
    begunOn: sync.clock.now().toISOString(),
    ...(plan.action ? { action: plan.action } : {}),
    ...(mark ? { mark } : {}),
    ...(personOn ? { personOn } : {}),
    ...(base && base !== savedBase(item) ? { base } : {}),
    ...mine,
    ...(earlier.length > 0 ? { earlier } : {}),
    ...(item.link === null && item.row !== null && item.system !== null ? { linked: true } : {}),
  };
}

/**
 * What the system has refused for certain did not arrive: should somebody type the very value there, it is hers. A creation may have
 * been tried before, which is the creation intent's to know.
 */
export async function forgetRefused(
  sync: Sync,
  planned: readonly Planned[],
  inSystem: ReadonlyMap<string, SystemWrite>,
): Promise<void> {
  const refused = planned.flatMap((each): WriteIntent[] => {
    const { item, plan, mark } = each;
    const answer = item.rowId === null ? undefined : inSystem.get(item.rowId);
    const nothing = answer instanceof SystemError && answer.nothingDone;
    if (!nothing || plan.action === "createSystemRecord") return [];
    const begun = { ...begunWrite(sync, each, mark), fields: [] };
    return [{ recordId: item.rowId!, externalId: item.externalId, begun }];
  });
  await saveWriteIntents(sync.database, linkScope(sync), sync.table.logicalName, refused, sync.leaseOwner);
}

/** The base as it is saved with these two; null when there is none. */
export function savedBase({ movedFrom, rowId, state }: Item): Base | null {
  const ofThisPair = state && state.ended === null && state.recordId === (movedFrom?.id ?? rowId);
  return ofThisPair ? state.base : null;
}
