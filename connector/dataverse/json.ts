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
