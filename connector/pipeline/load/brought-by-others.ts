import type { Row } from "../../../core/records";
import { originsOf, type Origins } from "../../state/own-writes";
import type { Item } from "../item";
import { detailsOf } from "../report/row-details";
import type { Sync } from "../sync";
import { isChangedByUs } from "./person-changed-on";

/**
 * Says when another system brought what the rows hold. For this system that is a change like a person's, though it was written by us:
 * where the newest change wins, its time is what counts. Asked only where a line of the mapping lets the newest change win.
 */
export async function withOthersChanges(sync: Sync, items: readonly Item[]): Promise<readonly Item[]> {
  const { columns, database, mapping, runtime, table } = sync;
  if (!mapping.lines.some(({ conflict }) => conflict === "newest")) return items;
  const rows = items.flatMap(({ row }) =>
    row && isOfOthers(sync, row) && isChangedByUs(sync, row) ? [row] : [],
  );
  const origins = await originsOf(database, runtime.environment.id, table.logicalName, rows, columns);
  if (origins.size === 0) return items;
  return items.map((item) => {
    const broughtOn = lastOf(sync, origins.get(item.row?.id.toLowerCase() ?? ""));
    return broughtOn === undefined ? item : { ...item, broughtOn };
  });
}

/** Whether the row says of another system as well what became of it there. */
function isOfOthers(sync: Sync, row: Row): boolean {
  return detailsOf({ row })?.systems.some(({ connection }) => connection !== sync.connection.id) ?? false;
}

function lastOf({ connection }: Sync, origins: Origins | undefined): string | undefined {
  const others = [...(origins?.values() ?? [])].filter(({ connectionId }) => connectionId !== connection.id);
  return others
    .map(({ on }) => on)
    .sort()
    .at(-1);
}
