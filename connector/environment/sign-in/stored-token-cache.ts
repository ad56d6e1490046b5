import type { TokenCacheStore } from "../../dataverse/token-cache";
import type { SecretStore } from "../../state/secrets";

/**
 * The sign-in library's cache among the environment's secrets, encrypted. A refresh that ends after the connection did
 * leaves nothing behind: only what is there is replaced.
 */
export function storedTokenCache(secrets: SecretStore, environmentId: string): TokenCacheStore {
  return {
    load: () => secrets.get(environmentId, "tokenCache"),
    save: (cache) => secrets.replace(environmentId, "tokenCache", cache),
  };
}
