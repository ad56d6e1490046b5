import type { Row } from "../../../core/records";
import type { Item } from "../item";
import { isStamped } from "../../tables/stamp";
import type { Sync } from "../sync";

/** Dataverse's clock and ours may differ a little, and a bulk write takes a while. */
const MARK_TOLERANCE_MS = 10_000;

/**
 * When the row was last changed by anybody but this system (ISO 8601): by a person, or by what another system brought. Our own marks move
 * `modifiedon`; taken for a person's change they would make the row win where the newest change is asked for. Undefined: nobody knows,
 * as after a mark of ours that we could not remember.
 */
export function personChangedOn(sync: Sync, { broughtOn, marks, row, state }: Item): string | undefined {
  const { markedOn, personOn } = marks ?? state ?? {};
  if (!row?.modifiedOn || (!markedOn && !isStamped(row))) return row?.modifiedOn;
  if (!isChangedByUs(sync, row)) return row.modifiedOn;
  const within = (mark: string | null | undefined) =>
    Math.abs(Date.parse(row.modifiedOn!) - Date.parse(mark ?? "")) <= MARK_TOLERANCE_MS;
  if (!within(markedOn) && !within(broughtOn)) return undefined;
  return [personOn ?? [], broughtOn ?? []].flat().sort().at(-1);
}

/** Whether the row's last change was made as the connector itself. */
export function isChangedByUs({ runtime }: Sync, { values }: Row): boolean {
  const userId = runtime.environment.userId.toLowerCase();
  return [values.modifiedby, values.modifiedonbehalfby].some(
    (id) => typeof id === "string" && id.toLowerCase() === userId,
  );
}
