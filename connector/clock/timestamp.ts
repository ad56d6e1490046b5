import { systemClock, type Clock } from "./clock";

/** Now, as Dataverse keeps it: to the second. */
export function timestamp(clock: Clock = systemClock): string {
  return clock
    .now()
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
}
