import { columnsFromMetadata, type AttributeJson } from "../../core/mapping/column-metadata";
import { columnQueries } from "../../core/mapping/column-queries";
import type { Columns } from "../../core/mapping/columns";
import { withLookupPaths } from "../../core/mapping/lookup-path";
import { stringLiteral } from "../../core/odata/literal";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { stateModelOf, type StateAttributeJson, type StateModel } from "../tables/state-model";

/** What the engine knows of a table it writes to. */
export interface TableMetadata {
  readonly logicalName: string;
  readonly entitySet: string;
  readonly primaryId: string;
  readonly primaryName: string;
  /** Columns, labels in the language asked for (LCID) where the environment has it. */
  columns(lcid?: number): Columns;
  /** Navigation properties by which a lookup column is written: column -> target table -> { nav, entitySet }. */
  readonly lookups: ReadonlyMap<string, readonly LookupTarget[]>;
  /** What its rows' states mean. */
  readonly state: StateModel;
}

export interface LookupTarget {
  readonly table: string;
  readonly nav: string;
}

interface RelationshipJson {
  readonly ReferencingAttribute: string;
  readonly ReferencedEntity: string;
  readonly ReferencingEntityNavigationPropertyName: string;
}

/** Reads a table's metadata in one request. Throws DataverseError; 404 when there is no such table. */
export async function readTableMetadata(
  client: DataverseClient,
  table: string,
  call: DataverseCall = {},
): Promise<TableMetadata> {
  const entity = `EntityDefinitions(LogicalName=${stringLiteral(table)})`;
  const answers = await client.batch(
    [
      `${entity}?$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,IsActivity`,
      `${entity}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
      ...columnQueries(table).map(({ options, path }) => path + options),
    ],
    call,
  );
  const bodies = answers.map((answer) => {
    if ("error" in answer) throw answer.error;
    return answer.body;
  });
  const [definition, relationships, ...attributes] = bodies as [
    Record<string, string> & { readonly IsActivity?: boolean },
    Collection,
    ...Collection[],
  ];
  const all = attributes.flatMap((page) => page.value as unknown as readonly AttributeJson[]);
  const byLanguage = new Map<number | undefined, Columns>();
  return {
    logicalName: table,
    entitySet: definition.EntitySetName!,
    primaryId: definition.PrimaryIdAttribute!,
    primaryName: definition.PrimaryNameAttribute!,
    state: stateModelOf(all as readonly StateAttributeJson[], definition.IsActivity === true),
    lookups: lookupsOf(relationships.value as unknown as readonly RelationshipJson[]),
    columns(lcid) {
      const known = byLanguage.get(lcid);
      if (known) return known;
      const columns = withLookupPaths(
        columnsFromMetadata(lcid === undefined ? all : all.map((json) => inLanguage(json, lcid))),
      );
      byLanguage.set(lcid, columns);
      return columns;
    },
  };
}

interface Collection {
  readonly value: readonly Record<string, unknown>[];
}

/** Labels come in all the environment's languages; the wanted one takes the place of the connector's own. */
function inLanguage(json: AttributeJson, lcid: number): AttributeJson {
  const wanted = json.DisplayName?.LocalizedLabels?.find((label) => label.LanguageCode === lcid);
  return wanted ? { ...json, DisplayName: { ...json.DisplayName, UserLocalizedLabel: wanted } } : json;
}

function lookupsOf(relationships: readonly RelationshipJson[]): ReadonlyMap<string, readonly LookupTarget[]> {
  const lookups = new Map<string, LookupTarget[]>();
  for (const each of relationships) {
    const targets = lookups.get(each.ReferencingAttribute) ?? [];
    targets.push({ table: each.ReferencedEntity, nav: each.ReferencingEntityNavigationPropertyName });
    lookups.set(each.ReferencingAttribute, targets);
  }
  return lookups;
}
