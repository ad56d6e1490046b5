import { getAll } from "./http";
import { toColumn, toSummary, type RawColumn, type RawTable } from "./metadata-raw";
import type { Table, TableSummary } from "./metadata-types";

const TABLE_COLUMNS =
  "LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName,ObjectTypeCode,IsActivity,IconVectorName";
const COLUMN_PROPERTIES =
  "LogicalName,SchemaName,AttributeType,AttributeTypeName,DisplayName,RequiredLevel,IsValidForCreate,IsValidForUpdate";

/** What only a column's own type knows, by typed cast (Web API metadata: "cast to the derived type to get its properties"). */
const TYPED: readonly (readonly [type: string, query: string])[] = [
  ["String", "$select=LogicalName,MaxLength,FormatName"],
  ["Memo", "$select=LogicalName,MaxLength"],
  ["Integer", "$select=LogicalName,MinValue,MaxValue"],
  ["Decimal", "$select=LogicalName,MinValue,MaxValue,Precision"],
  ["Money", "$select=LogicalName,MinValue,MaxValue,Precision"],
  ["DateTime", "$select=LogicalName,Format,DateTimeBehavior"],
  ["Lookup", "$select=LogicalName,Targets"],
  [
    "Picklist",
    "$select=LogicalName,DefaultFormValue&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)",
  ],
  [
    "MultiSelectPicklist",
    "$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)",
  ],
  ["State", "$select=LogicalName&$expand=OptionSet($select=Options)"],
  ["Status", "$select=LogicalName&$expand=OptionSet($select=Options)"],
  ["Boolean", "$select=LogicalName&$expand=OptionSet($select=TrueOption,FalseOption)"],
];

interface RawManyToOne {
  readonly ReferencingAttribute: string;
  readonly ReferencedEntity: string;
  readonly ReferencingEntityNavigationPropertyName: string;
}
interface RawOneToMany {
  readonly SchemaName: string;
  readonly ReferencingEntity: string;
  readonly ReferencingAttribute: string;
}

let summaries: Promise<ReadonlyMap<string, TableSummary>> | undefined;
const tables = new Map<string, Promise<Table>>();

/** All tables' names, once a page load. */
export function loadSummaries(): Promise<ReadonlyMap<string, TableSummary>> {
  summaries ??= getAll<RawTable>(`EntityDefinitions?$select=${TABLE_COLUMNS}`).then(
    (rows) => new Map(rows.map((row) => [row.LogicalName, toSummary(row)])),
  );
  return summaries;
}

/** A table's summary; throws in plain words when there is no such table. */
export async function summaryOf(table: string): Promise<TableSummary> {
  const found = (await loadSummaries()).get(table);
  if (!found) throw new Error(`There is no table "${table}" in this environment.`);
  return found;
}

/** A table with its columns and relationships, once a page load. */
export function loadTable(name: string): Promise<Table> {
  const known = tables.get(name);
  if (known) return known;
  const loading = readTable(name);
  tables.set(name, loading);
  loading.catch(() => tables.delete(name));
  return loading;
}

async function readTable(name: string): Promise<Table> {
  const summary = await summaryOf(name);
  const at = `EntityDefinitions(LogicalName='${name}')`;
  const [columns, lookups, related, ...typed] = await Promise.all([
    getAll<RawColumn>(`${at}/Attributes?$select=${COLUMN_PROPERTIES}`),
    getAll<RawManyToOne>(
      `${at}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
    ),
    getAll<RawOneToMany>(
      `${at}/OneToManyRelationships?$select=SchemaName,ReferencingEntity,ReferencingAttribute`,
    ),
    ...TYPED.map(([type, query]) =>
      getAll<RawColumn>(`${at}/Attributes/Microsoft.Dynamics.CRM.${type}AttributeMetadata?${query}`),
    ),
  ]);
  const details = new Map<string, Partial<RawColumn>>();
  for (const column of typed.flat())
    details.set(column.LogicalName, { ...details.get(column.LogicalName), ...column });
  return {
    ...summary,
    columns: new Map(columns.map((c) => [c.LogicalName, toColumn({ ...c, ...details.get(c.LogicalName) })])),
    lookups: lookups.map((r) => ({
      column: r.ReferencingAttribute,
      target: r.ReferencedEntity,
      navigation: r.ReferencingEntityNavigationPropertyName,
    })),
    related: related.map((r) => ({
      name: r.SchemaName,
      table: r.ReferencingEntity,
      column: r.ReferencingAttribute,
    })),
  };
}

/** The name to write in `<name>@odata.bind` for a lookup to `target`. */
export function navigationProperty(table: Table, column: string, target: string): string {
  const found = table.lookups.find((l) => l.column === column && l.target === target);
  // Owners have two relationships with one navigation property.
  return found?.navigation ?? column;
}
