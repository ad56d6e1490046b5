import { LONGEST_ID, isStandIn, usableId } from "../../core/ids/usable-id";
import type { SystemRecord, Value } from "../../core/records";
import { wellFormed } from "../../core/values/text";
import type { SystemAdapter, SystemPage } from "./system-adapter";
import { SystemError } from "./system-error";

/**
 * The same system, with nothing in its records that could not be stored: texts without NUL and halves of surrogate pairs
 * (`cleaned` says which), and ids that every table, database and address of ours can hold. A record without such an id has a
 * stand-in instead, and says so as its trouble; nobody is ever asked for it.
 */
export function storing(adapter: SystemAdapter): SystemAdapter {
  const { deactivate } = adapter;
  return {
    system: adapter.system,
    ...(adapter.now ? { now: adapter.now } : {}),
    check: (call) => adapter.check(call),
    list: async (object, request, call) => storablePage(await adapter.list(object, request, call)),
    read: async (object, id, call) => {
      if (isStandIn(id)) return withoutId(id);
      const record = await adapter.read(object, id, call);
      return record && storable(record);
    },
    readMany: async (object, ids, call) => {
      const real = ids.filter((id) => !isStandIn(id));
      const found = real.length === 0 ? [] : await adapter.readMany(object, real, call);
      return [...found.map(storable), ...ids.filter(isStandIn).map(withoutId)];
    },
    create: async (object, values, key, call) => {
      const created = storable(await adapter.create(object, values, key, call));
      if (created.trouble?.code !== "ID_NOT_USABLE") return created;
      throw new SystemError("UNEXPECTED", "The system gave a new record an id that cannot be kept.", {
        reason: `id ${created.id}`,
      });
    },
    update: async (object, id, values, call, readAs) =>
      storable(await adapter.update(object, id, values, call, readAs)),
    remove: (object, id, call, readAs) => adapter.remove(object, id, call, readAs),
    ...(deactivate
      ? { deactivate: async (object, id, call) => storable(await deactivate.call(adapter, object, id, call)) }
      : {}),
    find: async (object, values, call) => (await adapter.find(object, values, call)).map(storable),
    users: (call) => adapter.users(call),
    subscribe: (url, secret, call) => adapter.subscribe(url, secret, call),
    unsubscribe: (id, call) => adapter.unsubscribe(id, call),
  };
}

function storablePage(page: SystemPage): SystemPage {
  return { ...page, records: page.records.map(storable) };
}

function storable(record: SystemRecord): SystemRecord {
  const id = usableId(record.id);
  if (isStandIn(id)) return withoutId(id);
  const cleaned: string[] = [];
  const values: Record<string, Value> = {};
  for (const [field, value] of Object.entries(record.values)) {
    values[field] = typeof value === "string" ? wellFormed(value) : value;
    if (values[field] !== value) cleaned.push(field);
  }
  return cleaned.length === 0 ? record : { ...record, values, cleaned };
}

function withoutId(id: string): SystemRecord {
  return { id, values: {}, trouble: { code: "ID_NOT_USABLE", params: { value: id, limit: LONGEST_ID } } };
}
