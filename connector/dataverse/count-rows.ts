import type { DataverseCall } from "./call";
import type { Transport } from "./transport";

/**
 * How many rows a table has, active or not. The platform's number may be up to a day old.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrievetotalrecordcount
 */
export function countRows(transport: Transport, table: string, call: DataverseCall): Promise<number | null> {
  const names = encodeURIComponent(JSON.stringify([table]));
  return transport.ask(
    { method: "GET", path: `RetrieveTotalRecordCount(EntityNames=@names)?@names=${names}` },
    call,
    ({ text }) => {
      const { EntityRecordCountCollection: counted } = JSON.parse(text) as {
        readonly EntityRecordCountCollection?: { readonly Values?: readonly number[] };
      };
      return counted?.Values?.[0] ?? null;
    },
  );
}
