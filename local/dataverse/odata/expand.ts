import type { StoredRow } from "../contracts";
import { noSuchProperty, syntaxError } from "../errors";
import type { Navigation, Table } from "../metadata/types";
import type { QueryScope } from "../query/types";
import { parseFilter } from "./filter/parser";
import { sortRows } from "./orderby";
import { relatedRows } from "./related-rows";
import { parseSelect, type Selection } from "./select";
import { splitOutside } from "./split";
import type { Annotations } from "./write/annotations";
import type { Culture } from "./write/culture";
import { rowWriter, type JsonRow } from "./write/row";

/** One `$expand` item: rows behind a navigation property, with options of their own. */
export interface Expansion {
  readonly name: string;
  /** For `@odata.context`. */
  readonly text: string;
  /** Writes the rows behind `row` into its JSON. */
  write(row: StoredRow, json: JsonRow): void;
}

export interface ExpandScope extends QueryScope {
  readonly annotations: Annotations;
  readonly culture: Culture;
  readonly aliases: ReadonlyMap<string, string>;
  /** Service root, for `nav@odata.nextLink`; without it there are no links. */
  readonly base?: string;
}

const OPTIONS = new Set(["$select", "$filter", "$orderby", "$top", "$expand"]);

/** Parses `$expand=a($select=b;$filter=c),d` (docs: join tables, expand). */
export const parseExpand = (
  scope: ExpandScope,
  table: Table,
  text: string | undefined,
): readonly Expansion[] => {
  if (text === undefined || text.trim() === "") return [];
  return splitOutside(text, ",").map((item) => expansion(scope, table, item.trim()));
};

const expansion = (scope: ExpandScope, table: Table, item: string): Expansion => {
  const [, name = "", inner = ""] = /^([\w.]+)(?:\(([\s\S]*)\))?$/.exec(item) ?? [];
  const navigation = scope.kernel.model.navigation(table.logicalName, name);
  if (navigation === undefined) throw noSuchProperty(name === "" ? item : name, table.logicalName);
  const options = optionsOf(inner);
  return { name, ...writerOf(scope, navigation, name, options) };
};

const optionsOf = (inner: string): ReadonlyMap<string, string> => {
  const options = new Map<string, string>();
  if (inner === "") return options;
  for (const part of splitOutside(inner, ";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, equals).trim();
    if (equals < 0 || !OPTIONS.has(name)) throw syntaxError(0, inner);
    options.set(name, part.slice(equals + 1));
  }
  return options;
};

const writerOf = (
  scope: ExpandScope,
  navigation: Navigation,
  name: string,
  options: ReadonlyMap<string, string>,
) => {
  if (navigation.target === OWNER) return ownerWriter(scope, navigation, name, options);
  const table = scope.kernel.model.table(navigation.target);
  if (table === undefined) throw noSuchProperty(name, navigation.target);
  const { selection, json } = makeRowWriter(scope, table, options);
  const rows = rowsOf(scope, navigation, table, options);
  return {
    text: `${name}(${selection.text ?? ""})`,
    write: (row: StoredRow, into: JsonRow): void => {
      const found = rows(row);
      if (navigation.kind === "one") {
        into[name] = found[0] === undefined ? null : json(found[0]);
        return;
      }
      into[name] = found.map(json);
      const link = nextLink(scope, row, name, options);
      if (link !== undefined) into[`${name}@odata.nextLink`] = link;
    },
  };
};

/** The abstract table behind `ownerid`. */
const OWNER = "owner";

/** The owner is a `principal`, which has no columns but its id: names are read through `owninguser` or `owningteam`. */
const ownerWriter = (
  scope: ExpandScope,
  navigation: Navigation,
  name: string,
  options: ReadonlyMap<string, string>,
) => {
  const select = options.get("$select");
  if (select !== undefined && select !== "ownerid") throw noSuchProperty(select, "principal");
  return {
    text: `${name}(ownerid)`,
    write: (row: StoredRow, into: JsonRow): void => {
      const [owner] = relatedRows(scope, navigation, row);
      into[name] =
        owner === undefined
          ? null
          : { "@odata.type": `#Microsoft.Dynamics.CRM.${owner.table}`, ownerid: owner.id };
    },
  };
};

/** Collections carry the address they can be read from by themselves (docs: expand collection-valued properties). */
const nextLink = (
  { base, kernel }: ExpandScope,
  row: StoredRow,
  name: string,
  options: ReadonlyMap<string, string>,
): string | undefined => {
  const set = kernel.model.table(row.table)?.entitySet;
  if (base === undefined || set === undefined) return undefined;
  const query = [...options].map(([option, value]) => `${option}=${encodeURIComponent(value)}`).join("&");
  return `${base}${set}(${row.id})/${name}${query === "" ? "" : `?${query}`}`;
};

const makeRowWriter = (scope: ExpandScope, table: Table, options: ReadonlyMap<string, string>) => {
  const selection: Selection = parseSelect(scope, table, options.get("$select"));
  const write = rowWriter({ ...scope, scope, columns: selection.columns });
  const nested = parseExpand(scope, table, options.get("$expand"));
  return {
    selection,
    json: (row: StoredRow): JsonRow => {
      const json = write(row);
      for (const one of nested) one.write(row, json);
      return json;
    },
  };
};

const rowsOf = (
  scope: ExpandScope,
  navigation: Navigation,
  table: Table,
  options: ReadonlyMap<string, string>,
) => {
  const filterText = options.get("$filter");
  const order = options.get("$orderby");
  const top = options.get("$top");
  const filterScope = { ...scope, table: table.logicalName };
  const test =
    filterText === undefined ? undefined : parseFilter(filterText, scope.aliases).compile(filterScope, false);
  return (row: StoredRow): readonly StoredRow[] => {
    let found = relatedRows(scope, navigation, row);
    if (test !== undefined) found = found.filter(test);
    if (order !== undefined) found = sortRows(filterScope, found, order);
    return top === undefined ? found : found.slice(0, Number(top));
  };
};
