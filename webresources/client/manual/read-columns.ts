import { readMetadata } from "../transport/fetch-transport";

interface Label {
  readonly UserLocalizedLabel?: { readonly Label: string } | null;
}

interface Option {
  readonly Value: number;
  readonly Label: Label;
}

/** What an input asks of a column's metadata: the members all columns have, and those of its own type. */
export interface ColumnJson {
  readonly LogicalName: string;
  readonly AttributeType?: string;
  readonly DisplayName?: Label | null;
  readonly RequiredLevel?: { readonly Value: string };
  readonly MaxLength?: number | null;
  readonly MinValue?: number | null;
  readonly MaxValue?: number | null;
  readonly Precision?: number | null;
  /** Of dates: "DateOnly", "DateAndTime". */
  readonly Format?: string | null;
  readonly OptionSet?: {
    readonly Options?: readonly Option[];
    readonly TrueOption?: Option;
    readonly FalseOption?: Option;
  } | null;
}

const LENGTH = "MaxLength";
const RANGE = "MinValue,MaxValue,Precision";
const OPTIONS = "$select=LogicalName&$expand=OptionSet";

/** What a type has to add, by `AttributeType`. */
const TYPED: Readonly<Record<string, string>> = {
  Picklist: OPTIONS,
  Boolean: OPTIONS,
  String: `$select=LogicalName,${LENGTH}`,
  Memo: `$select=LogicalName,${LENGTH}`,
  Integer: "$select=LogicalName,MinValue,MaxValue",
  Decimal: `$select=LogicalName,${RANGE}`,
  Double: `$select=LogicalName,${RANGE}`,
  Money: `$select=LogicalName,${RANGE}`,
  DateTime: "$select=LogicalName,Format",
};

/**
 * What is known of these columns, in the language of the person: one request for all, and one more for each type that
 * has something to add. `EntityDefinitions` is open to everybody who may read the table. Throws ClientError.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export async function readColumns(table: string, names: readonly string[]): Promise<readonly ColumnJson[]> {
  const attributes = `EntityDefinitions(LogicalName='${table}')/Attributes`;
  const filter = `$filter=${names.map((name) => `LogicalName eq '${name}'`).join(" or ")}`;
  const read = async (path: string) => (await readMetadata(attributes + path)) as readonly ColumnJson[];

  const plain = await read(`?$select=LogicalName,AttributeType,DisplayName,RequiredLevel&${filter}`);
  const types = [...new Set(plain.map((column) => column.AttributeType ?? ""))].filter((type) => TYPED[type]);
  const typed = await Promise.all(
    types.map((type) => read(`/Microsoft.Dynamics.CRM.${type}AttributeMetadata?${TYPED[type]}&${filter}`)),
  );
  const more = typed.flat();
  return plain.map((one) => ({ ...one, ...more.find((it) => it.LogicalName === one.LogicalName) }));
}
