import type { Choice, Column, ColumnType, RequiredLevel, TableSummary } from "./metadata-types";
import { labelText, type MetadataLabel } from "./labels";

/** EntityDefinitions as answered. */
export interface RawTable {
  readonly LogicalName: string;
  readonly EntitySetName: string;
  readonly PrimaryIdAttribute: string;
  readonly PrimaryNameAttribute: string | null;
  readonly DisplayName?: MetadataLabel;
  readonly DisplayCollectionName?: MetadataLabel;
  readonly ObjectTypeCode?: number;
  readonly IsActivity?: boolean;
  readonly IconVectorName?: string | null;
}

export interface RawOption {
  readonly Value: number;
  readonly Label: MetadataLabel;
  readonly Color?: string | null;
  readonly State?: number;
}

/** An attribute, with whatever its type adds. */
export interface RawColumn {
  readonly LogicalName: string;
  readonly SchemaName?: string;
  readonly AttributeType: string;
  readonly AttributeTypeName?: { readonly Value: string };
  readonly DisplayName?: MetadataLabel;
  readonly RequiredLevel?: { readonly Value: RequiredLevel };
  readonly IsValidForCreate?: boolean;
  readonly IsValidForUpdate?: boolean;
  readonly MaxLength?: number;
  readonly Format?: string | null;
  readonly FormatName?: { readonly Value: string } | null;
  readonly MinValue?: number | null;
  readonly MaxValue?: number | null;
  readonly Precision?: number | null;
  readonly Targets?: readonly string[];
  readonly DefaultFormValue?: number | null;
  readonly DateTimeBehavior?: { readonly Value: string };
  readonly OptionSet?: RawOptionSet | null;
  readonly GlobalOptionSet?: RawOptionSet | null;
}

interface RawOptionSet {
  readonly Options?: readonly RawOption[];
  readonly TrueOption?: RawOption;
  readonly FalseOption?: RawOption;
}

export function toSummary(raw: RawTable): TableSummary {
  const displayName = labelText(raw.DisplayName, raw.LogicalName);
  return {
    logicalName: raw.LogicalName,
    entitySetName: raw.EntitySetName,
    primaryId: raw.PrimaryIdAttribute,
    primaryName: raw.PrimaryNameAttribute ?? raw.PrimaryIdAttribute,
    displayName,
    displayCollectionName: labelText(raw.DisplayCollectionName, displayName),
    objectTypeCode: raw.ObjectTypeCode ?? 0,
    isActivity: raw.IsActivity ?? false,
    ...(raw.IconVectorName ? { icon: raw.IconVectorName } : {}),
  };
}

const toChoice = (option: RawOption): Choice => ({
  value: option.Value,
  label: labelText(option.Label, String(option.Value)),
  ...(option.Color ? { color: option.Color } : {}),
  ...(option.State === undefined ? {} : { state: option.State }),
});

function choicesOf(raw: RawColumn): Choice[] | undefined {
  const set = raw.OptionSet ?? raw.GlobalOptionSet;
  if (set?.Options) return set.Options.map(toChoice);
  if (set?.FalseOption && set.TrueOption) return [toChoice(set.FalseOption), toChoice(set.TrueOption)];
  return undefined;
}

/** A multi-select choice's AttributeType is "Virtual"; only its type name tells. */
function typeOf(raw: RawColumn): ColumnType {
  return raw.AttributeTypeName?.Value === "MultiSelectPicklistType"
    ? "MultiSelectPicklist"
    : (raw.AttributeType as ColumnType);
}

/** `raw`: the attribute's general description and that of its own type, merged. */
export function toColumn(raw: RawColumn): Column {
  const choices = choicesOf(raw);
  const format = raw.FormatName?.Value ?? raw.Format;
  return {
    logicalName: raw.LogicalName,
    schemaName: raw.SchemaName ?? raw.LogicalName,
    type: typeOf(raw),
    label: labelText(raw.DisplayName, raw.LogicalName),
    required: raw.RequiredLevel?.Value ?? "None",
    canCreate: raw.IsValidForCreate ?? true,
    canUpdate: raw.IsValidForUpdate ?? true,
    ...(raw.MaxLength === undefined ? {} : { maxLength: raw.MaxLength }),
    ...(format ? { format } : {}),
    ...(raw.MinValue == null ? {} : { min: raw.MinValue }),
    ...(raw.MaxValue == null ? {} : { max: raw.MaxValue }),
    ...(raw.Precision == null ? {} : { precision: raw.Precision }),
    ...(raw.Targets ? { targets: raw.Targets } : {}),
    ...(choices ? { choices } : {}),
    // -1 says "none".
    ...(raw.DefaultFormValue == null || raw.DefaultFormValue < 0
      ? {}
      : { defaultChoice: raw.DefaultFormValue }),
    ...(raw.DateTimeBehavior ? { dateBehavior: raw.DateTimeBehavior.Value } : {}),
  };
}
