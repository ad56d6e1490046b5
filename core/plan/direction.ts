import type { Direction } from "../mapping/types";
import type { FieldReason } from "./types";

/** Whether a direction includes writing to this side. */
export function writes(direction: Direction, side: "toDataverse" | "toSystem"): boolean {
  return direction === "both" || direction === side;
}

/**
 * Whether a line may write to a side: the line and the mapping must allow it (else "oneWay"), and this sync must be
 * one that writes there (else "notThisWay").
 */
export function mayWrite(
  side: "toDataverse" | "toSystem",
  line: Direction,
  mapping: Direction,
  sync: Direction,
): true | Extract<FieldReason, "oneWay" | "notThisWay"> {
  if (!writes(line, side) || !writes(mapping, side)) return "oneWay";
  return writes(sync, side) ? true : "notThisWay";
}
