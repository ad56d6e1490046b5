import type { Weather } from "./world/settings";
import type { World } from "./world/world";

export interface Sabotage {
  readonly sabotage: (world: World) => void;
  /** Where it matters. */
  readonly weather?: Partial<Weather>;
}

/** Protections the engine relies on, taken away one at a time. */
export const SABOTAGES: Readonly<Record<string, Sabotage>> = {
  "Wave forgets what it made under a key, and finds nobody": {
    sabotage: ({ wave }) => {
      wave.idempotency.find = () => undefined;
      const page = wave.store.page.bind(wave.store);
      wave.store.page = (after, limit, filter) =>
        filter.email !== null || filter.lastName !== null
          ? { contacts: [], next: null, total: 0 }
          : page(after, limit, filter);
    },
  },
  "Dynamics says that a row was changed, and it was not": {
    sabotage: ({ store, dataverse }) => {
      const update = store.update.bind(store);
      store.update = (table, id, data, user, ifMatch) => {
        if (table !== "contact" || user !== dataverse.connectorId) update(table, id, data, user, ifMatch);
      };
    },
  },
  "Dynamics takes writes to rows that were changed since they were read": {
    // Every call to Dynamics is answered: what shows then is what the condition was for.
    weather: { elbows: 0.3, dataverse: 0 },
    sabotage: ({ store }) => {
      const [update, remove] = [store.update.bind(store), store.remove.bind(store)];
      store.update = (table, id, data, user) => update(table, id, data, user);
      store.remove = (table, id, user) => remove(table, id, user);
    },
  },
};
