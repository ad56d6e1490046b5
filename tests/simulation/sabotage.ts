import type { World } from "./world/world";

/** Protections the engine relies on, taken away one at a time. */
export const SABOTAGES: Readonly<Record<string, (world: World) => void>> = {
  "Wave forgets what it made under a key, and finds nobody": ({ wave }) => {
    wave.idempotency.find = () => undefined;
    const page = wave.store.page.bind(wave.store);
    wave.store.page = (after, limit, filter) =>
      filter.email !== null || filter.lastName !== null
        ? { contacts: [], next: null, total: 0 }
        : page(after, limit, filter);
  },
  "Dynamics says that a row was changed, and it was not": ({ store, dataverse }) => {
    const update = store.update.bind(store);
    store.update = (table, id, data, user, ifMatch) => {
      if (table !== "contact" || user !== dataverse.connectorId) update(table, id, data, user, ifMatch);
    };
  },
  "Dynamics takes writes to rows that were changed since they were read": ({ store }) => {
    const [update, remove] = [store.update.bind(store), store.remove.bind(store)];
    store.update = (table, id, data, user) => update(table, id, data, user);
    store.remove = (table, id, user) => remove(table, id, user);
  },
  "whoever asks for a record has it, whoever else works on it": (world) => {
    world.reword = (text) => {
      if (/insert into wave_sync.record_lease|delete from wave_sync.record_lease as held using/.test(text))
        return ALL;
      if (/^select count\(\*\)::int as held from wave_sync.record_lease/.test(text)) return HELD;
      return text.replace(STILL_HELD, "$1::text is not null and 0 <= cardinality(");
    };
  },
};

const GIVEN = "where $1::uuid is not null and $3::text is not null";
const ALL = `select key as record_key from unnest($2::text[]) as key ${GIVEN}`;
const HELD = `select cardinality($2::text[]) as held from (values (1)) as one ${GIVEN}`;
const STILL_HELD =
  /\(select count\(\*\) from wave_sync\.record_lease\s[^=]*= \$1 [^=]*= any\([^=]* = (\$\d+)\) = cardinality\(/;
