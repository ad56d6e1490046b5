import { writesOf } from "../../../core/plan/apply";
import type { RecordPlan } from "../../../core/plan/types";
import type { SystemRecord, Value, Values } from "../../../core/records";
import { sameValue } from "../../../core/values/same";
import { saveCreationIntent } from "../../state/write-intents";
import { able, createOnce } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { SystemError } from "../../systems/contract/system-error";
import { dropRecords, isListed, noteRecords } from "../match/record-list";
import { linkScope, systemCall, type Sync } from "../sync";
import { rowIdOf, type Planned } from "./write-rows";

/** Systems have limits of their own, and this is not the only work they do for us. */
const AT_A_TIME = 4;

/** True when the plan writes to the system. */
export function writesSystem({ plan }: Planned): boolean {
  return writesRecordAsWhole(plan) || Object.keys(writesOf(plan).system).length > 0;
}

function writesRecordAsWhole({ action }: RecordPlan): boolean {
  return (
    action === "createSystemRecord" || action === "deactivateSystemRecord" || action === "deleteSystemRecord"
  );
}

/** The record as the system holds it now, "removed", or what was wrong. */
export type SystemWrite = SystemRecord | "removed" | SystemError;

/**
 * Writes the system's side of the plans.
 * @returns by row id what became of each
 */
export async function writeSystem(
  sync: Sync,
  planned: readonly Planned[],
): Promise<ReadonlyMap<string, SystemWrite>> {
  const results = new Map<string, SystemWrite>();
  const gone: string[] = [];
  const waiting = planned.filter(writesSystem);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const written = await writeOne(sync, next);
      results.set(rowIdOf(next.item, sync), written);
      const isThere = written !== "removed" && !(written instanceof SystemError && isGone(written.cause));
      if (next.item.externalId !== null && !isThere) gone.push(next.item.externalId);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  await noteRecords(
    sync,
    [...results.values()].flatMap((each) => (each === "removed" || each instanceof SystemError ? [] : each)),
  );
  await dropRecords(sync, gone);
  return results;
}

function isGone(error: unknown): boolean {
  return error instanceof SystemError && error.code === "EXTERNAL_RECORD_GONE";
}

async function writeOne(sync: Sync, { item, plan }: Planned): Promise<SystemWrite> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const values = writesOf(plan).system;
  // The plan is about the record as it was read: what somebody typed there since then has to be part of it.
  const readAs = asPlanned(item.system, plan);
  try {
    if (plan.action === "deleteSystemRecord") {
      await able(object, "remove")(item.externalId!, systemCall(sync), readAs);
      return "removed";
    }
    if (plan.action === "deactivateSystemRecord")
      return await able(object, "deactivate")(item.externalId!, systemCall(sync));
    if (plan.action !== "createSystemRecord")
      return await able(object, "update")(item.externalId!, values, systemCall(sync), readAs);
    // Remembered first: should the answer get lost, the next try finds the record that was made.
    const { database, leaseOwner, table } = sync;
    const {
      key,
      values: sent,
      again,
    } = await saveCreationIntent(
      database,
      linkScope(sync),
      table.logicalName,
      item.rowId!,
      values,
      leaseOwner,
    );
    // Only under a key have the values to be those of the first try. What was refused, somebody may have put right since.
    const first = able(object, "create").safe === "key" ? sent : values;
    const made = { values: first, key, rowId: item.rowId!, again };
    const created = await createOnce(object, made, systemCall(sync));
    // The row may have been edited since the first try: what was made then gets what the row holds now.
    const since = changedSince(sent, values);
    return Object.keys(since).length > 0
      ? await able(object, "update")(created.id, since, systemCall(sync), created)
      : created;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    // Listed, but gone by now: the row is looked at again, and finds another one or none.
    return isListed(sync) && isGone(error)
      ? new SystemError("RECORD_BUSY", error.message, { cause: error })
      : error;
  }
}

/** The record as the plan knows it: with what it does not say itself, and was told last. */
function asPlanned(system: SystemRecord | null, { fields }: RecordPlan): SystemRecord | undefined {
  if (system === null) return undefined;
  const held = fields.flatMap((field): readonly (readonly [string, Value])[] =>
    field.systemField && field.verdict === "writeSystem" ? [[field.systemField, field.system]] : [],
  );
  return { ...system, values: { ...system.values, ...Object.fromEntries(held) } };
}

/** Fields to write so that a record made with `sent` holds `values`. */
function changedSince(sent: Values, values: Values): Values {
  const fields = [...new Set([...Object.keys(sent), ...Object.keys(values)])];
  const changed = fields.filter((field) => !sameValue(sent[field] ?? null, values[field] ?? null));
  return Object.fromEntries(changed.map((field) => [field, values[field] ?? null]));
}
