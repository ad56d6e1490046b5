import type { Item } from "../item";
import { isStamped } from "../../tables/stamp";
import type { Sync } from "../sync";

/** Dataverse's clock and ours may differ a little, and a bulk write takes a while. */
const MARK_TOLERANCE_MS = 10_000;

/**
 * When the row was last changed by anybody but us (ISO 8601). Our own marks move `modifiedon`; taken for a person's change they
 * would make the row win where the newest change is asked for. Undefined: nobody knows, as after a mark of ours that we could not
 * remember.
 */
export function personChangedOn(sync: Sync, { marks, row, state }: Item): string | undefined {
  const { markedOn, personOn } = marks ?? state ?? {};
  if (!row?.modifiedOn || (!markedOn && !isStamped(row))) return row?.modifiedOn;
  const { userId } = sync.runtime.environment;
  const { modifiedby, modifiedonbehalfby } = row.values;
  const ours = [modifiedby, modifiedonbehalfby].some(
    (id) => typeof id === "string" && id.toLowerCase() === userId.toLowerCase(),
  );
  if (!ours) return row.modifiedOn;
  const since = Date.parse(row.modifiedOn) - Date.parse(markedOn ?? "");
  return Math.abs(since) <= MARK_TOLERANCE_MS ? (personOn ?? undefined) : undefined;
}
