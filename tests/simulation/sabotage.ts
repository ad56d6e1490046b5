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
};
