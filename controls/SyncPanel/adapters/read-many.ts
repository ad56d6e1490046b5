import { queryMany, type ClientError, type Transport } from "../../../webresources/client";
import type { ReadMany } from "./snapshot";

interface PageXrm {
  readonly Utility?: { getGlobalContext?(): { getClientUrl?(): string } };
}

/**
 * Reads several collections in one request where the page is of the environment's own origin (the web client). Elsewhere
 * (the apps for phones and tablets) they are read one by one.
 */
export function manyReader(
  { query }: Pick<Transport, "query">,
  xrm = (globalThis as { readonly Xrm?: PageXrm }).Xrm,
): ReadMany {
  return xrm?.Utility?.getGlobalContext?.().getClientUrl?.().startsWith(location.origin)
    ? (queries) => queryMany(queries)
    : (queries) =>
        Promise.all(
          queries.map(({ table, entitySet, options }) =>
            query(table, entitySet, options).catch((refused: ClientError) => refused),
          ),
        );
}
