import type { ColumnChoice, ColumnInfo, Columns, ColumnType, TextFormat } from "./columns";

/** One label collection as the Web API's metadata has it. */
interface LabelJson {
  readonly UserLocalizedLabel?: { readonly Label?: string } | null;
  readonly LocalizedLabels?: readonly { readonly Label?: string; readonly LanguageCode?: number }[];
}

interface OptionJson {
  readonly Value?: number;
  readonly Label?: LabelJson;
}

/** The part of an `AttributeMetadata` we read (`EntityDefinitions(…)/Attributes`, any typed cast). */
export interface AttributeJson {
  readonly LogicalName: string;
  readonly AttributeType?: string;
  readonly AttributeTypeName?: { readonly Value?: string } | null;
  readonly DisplayName?: LabelJson | null;
  readonly RequiredLevel?: { readonly Value?: string } | null;
  readonly IsValidForCreate?: boolean;
  readonly IsValidForUpdate?: boolean;
  readonly IsValidForRead?: boolean;
  readonly IsSecured?: boolean;
  readonly Format?: string | null;
  readonly FormatName?: { readonly Value?: string } | null;
  readonly DateTimeBehavior?: { readonly Value?: string } | null;
  readonly MaxLength?: number | null;
  readonly MinValue?: number | null;
  readonly MaxValue?: number | null;
  readonly Precision?: number | null;
  readonly Targets?: readonly string[] | null;
  readonly OptionSet?: OptionSetJson | null;
  readonly GlobalOptionSet?: OptionSetJson | null;
}

interface OptionSetJson {
  readonly Options?: readonly OptionJson[];
  readonly TrueOption?: OptionJson;
  readonly FalseOption?: OptionJson;
}

/** `AttributeTypeName` knows what `AttributeType` calls "Virtual". */
const BY_TYPE_NAME: Readonly<Record<string, ColumnType>> = {
  MultiSelectPicklistType: "multiChoice",
  ImageType: "image",
  FileType: "file",
};

const BY_TYPE: Readonly<Record<string, ColumnType>> = {
  String: "string",
  Memo: "memo",
  Integer: "integer",
  BigInt: "bigint",
  Decimal: "decimal",
  Double: "double",
  Money: "money",
  Boolean: "boolean",
  Picklist: "choice",
  State: "state",
  Status: "status",
  DateTime: "dateTime",
  Lookup: "lookup",
  Customer: "customer",
  Owner: "owner",
  Uniqueidentifier: "uniqueIdentifier",
  PartyList: "partyList",
};

const FORMATS: Readonly<Record<string, TextFormat>> = {
  Text: "text",
  TextArea: "textArea",
  Email: "email",
  Phone: "phone",
  Url: "url",
  TickerSymbol: "tickerSymbol",
  RichText: "richText",
  Json: "json",
};

const REQUIRED: Readonly<Record<string, ColumnInfo["required"]>> = {
  None: "none",
  Recommended: "recommended",
  ApplicationRequired: "application",
  SystemRequired: "system",
};

/** Metadata of one column -> what the engine needs. Members that do not apply are absent. */
export function columnFromMetadata(json: AttributeJson): ColumnInfo {
  const type =
    BY_TYPE_NAME[json.AttributeTypeName?.Value ?? ""] ?? BY_TYPE[json.AttributeType ?? ""] ?? "other";
  const format = FORMATS[json.FormatName?.Value ?? json.Format ?? ""];
  const choices = choicesOf(json.OptionSet ?? json.GlobalOptionSet);
  const dateOnly = json.Format === "DateOnly" || json.DateTimeBehavior?.Value === "DateOnly";
  const info: ColumnInfo = {
    name: json.LogicalName,
    type,
    label: labelOf(json.DisplayName),
    format,
    dateOnly: type === "dateTime" ? dateOnly : undefined,
    maxLength: json.MaxLength ?? undefined,
    min: json.MinValue ?? undefined,
    max: json.MaxValue ?? undefined,
    precision: json.Precision ?? undefined,
    choices: choices.length > 0 ? choices : undefined,
    required: REQUIRED[json.RequiredLevel?.Value ?? ""],
    notOnCreate: json.IsValidForCreate === false || undefined,
    notOnUpdate: json.IsValidForUpdate === false || undefined,
    notReadable: json.IsValidForRead === false || undefined,
    secured: json.IsSecured === true || undefined,
    targets: json.Targets?.length ? json.Targets : undefined,
  };
  return Object.fromEntries(
    Object.entries(info).filter(([, value]) => value !== undefined),
  ) as unknown as ColumnInfo;
}

/** Metadata of a table's columns -> by logical name. When a column comes twice (base list and typed cast), members are joined. */
export function columnsFromMetadata(attributes: readonly AttributeJson[]): Columns {
  const columns: Record<string, ColumnInfo> = {};
  for (const json of attributes) {
    const known = columns[json.LogicalName];
    const read = columnFromMetadata(json);
    columns[json.LogicalName] = known
      ? { ...known, ...read, type: read.type === "other" ? known.type : read.type }
      : read;
  }
  return columns;
}

function choicesOf(set: OptionSetJson | null | undefined): readonly ColumnChoice[] {
  const options = set?.Options ?? [set?.FalseOption, set?.TrueOption];
  return options.flatMap((option) =>
    typeof option?.Value === "number"
      ? [{ value: option.Value, label: labelOf(option.Label) ?? String(option.Value) }]
      : [],
  );
}

function labelOf(label: LabelJson | null | undefined): string | undefined {
  return label?.UserLocalizedLabel?.Label ?? label?.LocalizedLabels?.[0]?.Label;
}
