import { queryMany, rowSince, type ClientError, type Transport } from "../../../webresources/client";
import type { Readers } from "./snapshot";

interface PageXrm {
  readonly Utility?: { getGlobalContext?(): { getClientUrl?(): string } };
}

/**
 * Reads several collections in one request, and a row only if it has changed, where the page is of the environment's own origin (the
 * web client). Elsewhere (the apps for phones and tablets) collections are read one by one.
 */
export function readers(
  { query }: Pick<Transport, "query">,
  xrm = (globalThis as { readonly Xrm?: PageXrm }).Xrm,
): Readers {
  return xrm?.Utility?.getGlobalContext?.().getClientUrl?.().startsWith(location.origin)
    ? { many: queryMany, since: rowSince }
    : {
        many: (queries) =>
          Promise.all(
            queries.map(({ table, entitySet, options }) =>
              query(table, entitySet, options).catch((refused: ClientError) => refused),
            ),
          ),
      };
}
