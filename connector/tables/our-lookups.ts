import * as schema from "../../core/generated/schema";
import { guidLiteral } from "../../core/odata/literal";

interface Lookup {
  /** Navigation property by which it is written. */
  readonly nav: string;
  /** Name under which it is read. */
  readonly value: string;
  readonly targets: readonly string[];
}

export type Lookups = Readonly<Record<string, Lookup>>;

/** Tables that rows of ours can point to, as the solution has them. */
const TARGETS: ReadonlyMap<string, string> = new Map(
  [schema.account, schema.contact].map(({ logicalName, entitySet }) => [logicalName, entitySet]),
);

/** The lookup by which a table of ours points to rows of `table`; undefined where it has none. */
export function lookupTo(lookups: Lookups, table: string): Lookup | undefined {
  if (!TARGETS.has(table)) return undefined;
  return Object.values(lookups).find(({ targets }) => targets.length === 1 && targets[0] === table);
}

/** Members of a write that make a row of ours point to this one; none where it cannot. */
export function pointingTo(
  lookups: Lookups,
  { table, id }: { readonly table: string; readonly id: string },
): Readonly<Record<string, string>> {
  const lookup = lookupTo(lookups, table);
  return lookup ? { [`${lookup.nav}@odata.bind`]: `/${TARGETS.get(table)!}(${guidLiteral(id)})` } : {};
}

/** A write of a row of ours without what makes it point to records. */
export function withoutRecords<T>(lookups: Lookups, body: Readonly<Record<string, T>>): Record<string, T> {
  const members = [...TARGETS.keys()].map((table) => `${lookupTo(lookups, table)?.nav}@odata.bind`);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !members.includes(name)));
}
