/** A page of a list, with what the interface says of it. */
export function pageOf<T>(
  all: readonly T[],
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
) {
  const from = (page - 1) * pageSize;
  return { data: all.slice(from, from + pageSize), meta: { page, pageSize, total: all.length } };
}
