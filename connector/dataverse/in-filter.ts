import { stringLiteral } from "../../core/odata/literal";

/** Values per query: a GET inside a batch may be 64 KB long, and the filter is percent-encoded. */
export const IN_CHUNK = 250;

/**
 * `column` is one of `values`. Dataverse refuses OData's `in`, this is its own function for it.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/in
 */
export function inFilter(column: string, values: readonly string[]): string {
  return `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${values.map(stringLiteral).join(",")}])`;
}

/** `entitySet?$select=…&$filter=…`, percent-encoded, for a batch. */
export function queryPath(entitySet: string, select: readonly string[], filter: string): string {
  return `${entitySet}?$select=${select.join(",")}&$filter=${encodeURIComponent(filter)}`;
}

/** Consecutive pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
