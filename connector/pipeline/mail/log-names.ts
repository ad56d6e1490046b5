import type { RecordName } from "../../state/changes";
import { objectOf } from "../../systems/contract/system";
import { isolating } from "../isolate";
import { ended, type Result } from "../item";
import { unread } from "../report/report-alone";
import type { SaveToo } from "../save-too";
import { systemCall, type Sync } from "../sync";
import { logMail } from "./log-mail";

/** Records of this mapping are only ever added to timelines. */
export function isAppended({
  connection,
  mapping,
}: Pick<Sync, "connection"> & { readonly mapping: Pick<Sync["mapping"], "systemObject"> }): boolean {
  return connection.adapter.objects.get(mapping.systemObject)?.mode === "append";
}

/**
 * Logs mails by name: each is read as it is now. One that is gone, and a row somebody points at, have nothing to be logged.
 * @throws DataverseError, SystemError when a side is away
 */
export async function logNames(
  sync: Sync,
  names: readonly RecordName[],
  { saveToo }: { readonly saveToo?: SaveToo },
): Promise<readonly Result[]> {
  const named = new Map(
    names.flatMap((name) => ("externalId" in name ? [[name.externalId, name] as const] : [])),
  );
  const ids = [...named.keys()];
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const call = systemCall(sync);
  const records = await isolating(
    ids,
    (some) => object.readMany(some, call),
    async (id, error) => [{ id, values: {}, trouble: troubleOf(error) }],
    sync.signal,
  );
  const there = new Set(records.map(({ id }) => id));
  const gone = names.filter((name) => !("externalId" in name) || !there.has(name.externalId));
  const nothing = gone.map((name): Result => ({ ...ended(unread(name), "unchanged"), settled: true }));
  if (gone.length > 0) {
    const saved = await sync.database.transaction(async (sql) => saveToo?.(sql, nothing, gone));
    saved?.();
  }
  const logged =
    records.length === 0
      ? []
      : await logMail(sync, records, { again: true, names: named, ...(saveToo ? { saveToo } : {}) });
  return [...logged, ...nothing];
}

function troubleOf(error: unknown) {
  const details = error instanceof Error ? error.message : String(error);
  return { code: "RECORD_MALFORMED" as const, params: { details } };
}
