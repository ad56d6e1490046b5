import { columnsFromMetadata, type AttributeJson } from "../../../core/mapping/column-metadata";
import type { Columns } from "../../../core/mapping/columns";
import { readMetadata } from "../transport/fetch-transport";

const CAST = "Microsoft.Dynamics.CRM.";
const BASE = "LogicalName,AttributeType,AttributeTypeName,DisplayName,RequiredLevel";

/** Column types that tell more in their own shape: `[type, AttributeType, what to read]`. */
const TYPED = [
  ["Picklist", "$select=LogicalName&$expand=OptionSet"],
  ["Boolean", "$select=LogicalName&$expand=OptionSet"],
  ["String", "$select=LogicalName,MaxLength"],
  ["Memo", "$select=LogicalName,MaxLength"],
  ["Integer", "$select=LogicalName,MinValue,MaxValue"],
  ["Decimal", "$select=LogicalName,MinValue,MaxValue,Precision"],
  ["Double", "$select=LogicalName,MinValue,MaxValue,Precision"],
  ["Money", "$select=LogicalName,MinValue,MaxValue,Precision"],
  ["DateTime", "$select=LogicalName,Format,DateTimeBehavior"],
] as const;

/**
 * What is known of these columns, in the language of the person: one request for all, and one more for each type that
 * has something to add. `EntityDefinitions` is open to everybody who may read the table. Throws ClientError.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export async function readColumns(table: string, names: readonly string[]): Promise<Columns> {
  const attributes = `EntityDefinitions(LogicalName='${table}')/Attributes`;
  const filter = `$filter=${names.map((name) => `LogicalName eq '${name}'`).join(" or ")}`;
  const read = async (path: string) =>
    (await readMetadata(`${attributes}${path}`)) as readonly AttributeJson[];

  const plain = await read(`?$select=${BASE}&${filter}`);
  const types = new Set(plain.map((attribute) => attribute.AttributeType));
  const typed = await Promise.all(
    TYPED.filter(([type]) => types.has(type)).map(([type, what]) =>
      read(`/${CAST}${type}AttributeMetadata?${what}&${filter}`),
    ),
  );
  const more = typed.flat();
  return columnsFromMetadata(
    plain.map((one) => ({ ...one, ...more.find(({ LogicalName }) => LogicalName === one.LogicalName) })),
  );
}
