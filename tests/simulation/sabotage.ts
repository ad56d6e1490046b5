import type { Mapping } from "../../core/mapping/types";
import type { World, WorldOptions } from "./world/world";

/**
 * A world in which a value that is written over is always seen: few people who type all the time, two connectors, and lines on
 * which what was typed in Dynamics wins.
 */
export const BUSTLING: Pick<WorldOptions, "weather" | "mapping"> = {
  weather: { connectors: 2, people: 2, deeds: 40, bustle: 0.12, lateEvents: 0, lostEvents: 0 },
  mapping: (mapping: Mapping) => ({
    ...mapping,
    direction: "both",
    lines: mapping.lines.map((line) => ({
      ...line,
      direction: "both",
      conflict: "dataverse",
      writeRule: "overwrite",
    })),
  }),
};

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
  "Dynamics writes rows whatever version was read": ({ store }) => {
    const [update, remove] = [store.update.bind(store), store.remove.bind(store)];
    store.update = (table, id, data, user) => update(table, id, data, user);
    store.remove = (table, id, user) => remove(table, id, user);
  },
  "a record is leased to several at a time": ({ pglite }) => {
    const query = pglite.query.bind(pglite);
    const free = "where held.until < now() or held.owner = excluded.owner";
    pglite.query = (text, values) =>
      query(text.replace(free, "").replace("record_key = any($2::text[]) and owner = $3", ANYBODYS), values);
  },
};

/** Whoever holds the records, they are taken for one's own. */
const ANYBODYS = "record_key = any($2::text[]) and $3::text is not null";
