import { badRequest, notBuilt } from "./errors";
import type { FieldCatalogue } from "./fields";
import type { EnginyRecord } from "./record";
import { pageOf } from "./paging";
import type { SearchInput } from "./requests";
import type { View } from "./views";

/** Keys of `include` that are no fields. */
const GROUPS = ["id", "campaigns", "leadsGroup", "companyGroup"];

/** Members that are no fields. */
const MEMBERS = ["id", "company", "smartFieldExplanations"];

/**
 * A page of the records that are looked for. `include` restricts: a record has to have one of the values for every key.
 * @param records in the order in which they are given (inferred: the order of their making)
 */
export function search<R extends EnginyRecord>(
  records: readonly R[],
  { page, pageSize, search: words, fields, include }: SearchInput,
  view: View<R>,
  catalogue: FieldCatalogue,
) {
  for (const id of fields) requireKnown(id, MEMBERS, catalogue);
  for (const key of Object.keys(include)) requireKnown(key, GROUPS, catalogue);
  const wanted = words.trim().toLowerCase();
  const filters = Object.entries(include);
  const fits = (record: R) =>
    (wanted === "" || view.texts(record).some((text) => text?.toLowerCase().includes(wanted))) &&
    filters.every(([key, values]) => valuesOf(record, key, view).some((each) => values.includes(each)));
  const found = wanted === "" && filters.length === 0 ? records : records.filter(fits);
  const { data, meta } = pageOf(found, { page, pageSize });
  return { data: data.map((record) => only(view.shown(record), fields)), meta };
}

type Scalar = SearchInput["include"][string][number];

function valuesOf<R extends EnginyRecord>(record: R, key: string, view: View<R>): readonly Scalar[] {
  const values = view.groups(record)[key] ?? [view.shown(record)[key] ?? null];
  return values as readonly Scalar[];
}

/** An unknown field is refused (inferred), so that a misspelt one is noticed. */
function requireKnown(id: string, besides: readonly string[], catalogue: FieldCatalogue): void {
  if (id === "enrichments") throw notBuilt("a filter by enrichments");
  if (!besides.includes(id) && !catalogue.has(id)) throw badRequest(`Unknown field: ${id}`);
}

/** Which members `fields` chooses is inferred: those fields and the id; all where none is named. */
function only(shown: Readonly<Record<string, unknown>>, fields: readonly string[]) {
  if (fields.length === 0) return shown;
  return Object.fromEntries(["id", ...fields].map((name) => [name, shown[name] ?? null]));
}
