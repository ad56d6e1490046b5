import type { ICachePlugin } from "@azure/msal-node";

/** Where the sign-in library's cache (accounts and tokens, as one text) is kept between uses. */
export interface TokenCacheStore {
  load(): Promise<string | null>;
  save(cache: string): Promise<void>;
}

/** For as long as a sign-in takes; what is in it is kept elsewhere once the connection stands. */
export function tokenCacheInMemory(): TokenCacheStore {
  let held: string | null = null;
  return {
    load: () => Promise.resolve(held),
    save: (cache) => {
      held = cache;
      return Promise.resolve();
    },
  };
}

/** Joins the library to a store: read before every use, so that several connectors share one sign-in. */
export function cachePluginFor(store: TokenCacheStore): ICachePlugin {
  return {
    async beforeCacheAccess(context) {
      const cache = await store.load();
      if (cache !== null) context.tokenCache.deserialize(cache);
    },
    async afterCacheAccess(context) {
      if (context.cacheHasChanged) await store.save(context.tokenCache.serialize());
    },
  };
}
