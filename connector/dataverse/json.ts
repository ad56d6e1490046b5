/** A row as the Web API writes and reads it. */
export type Json = Readonly<Record<string, unknown>>;

/** The standard client turns timestamps into Date objects; back to the text that was on the wire. */
export function withoutDates<T extends Json>(row: T): T {
  let out: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof Date) (out ??= { ...row })[name] = value.toISOString().replace(".000Z", "Z");
  }
  return (out as T | undefined) ?? row;
}

/** The table of the row that a lookup column points to, where it was asked for ({@link DataverseCall.lookupTables}); null where it points to none. */
export function lookupTable(row: Json, column: string): string | null {
  const table = row[`_${column}_value@${LOOKUP_TABLE}`];
  return typeof table === "string" ? table : null;
}

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/select-columns#lookup-property-data */
export const LOOKUP_TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";
