import { asClientError, queryMany } from "../../../webresources/client";
import type { ReadMany } from "./snapshot";

interface PageXrm {
  readonly Utility?: { getGlobalContext?(): { getClientUrl?(): string } };
}

/**
 * Reads several collections in one request where the page is of the environment's own origin (the web client). Elsewhere
 * (the apps for phones and tablets) the framework reads them one by one.
 */
export function manyReader(
  webApi: Pick<ComponentFramework.WebApi, "retrieveMultipleRecords">,
  xrm = (globalThis as { readonly Xrm?: PageXrm }).Xrm,
): ReadMany {
  const home = xrm?.Utility?.getGlobalContext?.().getClientUrl?.();
  if (home?.startsWith(globalThis.location.origin)) return (queries) => queryMany(queries);
  return (queries) =>
    Promise.all(
      queries.map(async ({ table, options }) => {
        try {
          return (await webApi.retrieveMultipleRecords(table, options)).entities;
        } catch (thrown) {
          return asClientError(thrown);
        }
      }),
    );
}
