import { LONGEST_ID, isStandIn, usableId } from "../../../core/ids/usable-id";
import type { SystemRecord, Value, Values } from "../../../core/records";
import { wellFormed } from "../../../core/values/text";
import type { Create, SystemObject, SystemPage } from "../contract/object";
import type { OpenSystem } from "../contract/system";
import { SystemError } from "../contract/system-error";

/**
 * The same system, with nothing in its records that could not be stored: texts without NUL and halves of surrogate pairs
 * (`cleaned` says which), and ids that every table, database and address of ours can hold. A record without such an id has a
 * stand-in instead, and says so as its trouble; nobody is ever asked for it.
 */
export function storing(open: OpenSystem): OpenSystem {
  const objects = new Map([...open.objects].map(([name, object]) => [name, storingObject(object)]));
  const { subscriptions } = open;
  return {
    system: open.system,
    objects,
    ...(open.now ? { now: open.now } : {}),
    check: (call) => open.check(call),
    users: (call) => open.users(call),
    ...(subscriptions ? { subscriptions } : {}),
  };
}

function storingObject(object: SystemObject): SystemObject {
  const { listChanged, find, create, update, remove, deactivate, mailboxes, mode } = object;
  return {
    name: object.name,
    ...(mode && { mode }),
    ...(mailboxes && { mailboxes: (call) => mailboxes.call(object, call) }),
    fields: (call) => object.fields(call),
    list: async (request, call) => storablePage(await object.list(request, call)),
    read: async (id, call) => {
      if (isStandIn(id)) return withoutId(id);
      const record = await object.read(id, call);
      return record && storable(record);
    },
    readMany: async (ids, call) => {
      const real = ids.filter((id) => !isStandIn(id));
      const found = real.length === 0 ? [] : await object.readMany(real, call);
      return [...found.map(storable), ...ids.filter(isStandIn).map(withoutId)];
    },
    // What an object cannot do stays absent.
    ...(listChanged && {
      listChanged: async (since, request, call) =>
        storablePage(await listChanged.call(object, since, request, call)),
    }),
    ...(find && { find: async (values, call) => (await find.call(object, values, call)).map(storable) }),
    ...(create && { create: storingCreate(create) }),
    ...(update && {
      update: async (id, values, call, readAs) =>
        storable(await update.call(object, id, values, call, readAs)),
    }),
    ...(remove && { remove: (id, call, readAs) => remove.call(object, id, call, readAs) }),
    ...(deactivate && {
      deactivate: async (id, call) => storable(await deactivate.call(object, id, call)),
    }),
  };
}

function storingCreate(create: Create): Create {
  const run: Create["run"] = async (record, call) => {
    const created = storable(await create.run(record, call));
    if (created.trouble?.code !== "ID_NOT_USABLE") return created;
    throw new SystemError("UNEXPECTED", "The system gave a new record an id that cannot be kept.", {
      reason: `id ${created.id}`,
    });
  };
  if (create.safe === "key") return { safe: "key", run };
  return {
    safe: "lookUp",
    run,
    made: async (record, call) => {
      const found = await create.made(record, call);
      return found && storable(found);
    },
  };
}

function storablePage(page: SystemPage): SystemPage {
  return { ...page, records: page.records.map(storable) };
}

/** A record with nothing in it that could not be stored; `cleaned` says what was left out. */
export function storable(record: SystemRecord): SystemRecord {
  const id = usableId(record.id);
  if (isStandIn(id)) return withoutId(id);
  const { cleaned, values } = clean(record.values);
  const lists = record.lists && storableLists(record.lists);
  if (cleaned.length === 0) return lists ? { ...record, lists } : record;
  return { ...record, ...(lists ? { lists } : {}), values, cleaned };
}

/** What was left out of a list is nobody's to miss: a name without half of an emoji is the name. */
function storableLists(lists: NonNullable<SystemRecord["lists"]>): NonNullable<SystemRecord["lists"]> {
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, list.map((each) => clean(each).values)]),
  );
}

function clean(from: Values): { readonly values: Values; readonly cleaned: readonly string[] } {
  const cleaned: string[] = [];
  const values: Record<string, Value> = {};
  for (const [field, value] of Object.entries(from)) {
    values[field] = typeof value === "string" ? wellFormed(value) : value;
    if (values[field] !== value) cleaned.push(field);
  }
  return { values, cleaned };
}

function withoutId(id: string): SystemRecord {
  return { id, values: {}, trouble: { code: "ID_NOT_USABLE", params: { value: id, limit: LONGEST_ID } } };
}
