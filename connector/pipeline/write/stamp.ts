import { type Sync } from "../sync";
import { timestamp } from "../../clock/timestamp";

/**
 * A time for a row's mark (ISO 8601, to the second): now, but later than another mark. What a row was marked with tells which
 * write arrived, so the same second twice would tell nothing.
 */
export function stampAfter(sync: Pick<Sync, "clock">, other: unknown): string {
  const now = timestamp(sync.clock);
  const last = typeof other === "string" ? Date.parse(other) : NaN;
  if (Number.isNaN(last) || Date.parse(now) > last) return now;
  return new Date(last + 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
}
