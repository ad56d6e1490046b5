import { systemClock, type Clock } from "../clock/clock";
import { wrongBy } from "../clock/told-time";
import type { EnvironmentRuntime } from "./environment-runtime";

/** This machine's clock is off by more than a minute, as the other side's answers tell. */
export interface ClockSkew {
  /** Whose clock it was compared with. */
  readonly than: string;
  /** By so many it is ahead; below 0: behind. */
  readonly seconds: number;
}

/** Compares our clock with those of an environment and its systems, as far as they have answered yet. */
export function clockSkews(
  { client, connections }: Pick<EnvironmentRuntime, "client" | "connections">,
  clock: Clock = systemClock,
): readonly ClockSkew[] {
  const told = [
    { than: "Dynamics 365", now: client.now() },
    ...[...connections.values()].map(({ adapter }) => ({
      than: adapter.system,
      now: adapter.now?.() ?? null,
    })),
  ];
  return told.flatMap(({ than, now }) => {
    const seconds = wrongBy(now, clock.now());
    return seconds === null ? [] : [{ than, seconds }];
  });
}

/** In words, for whoever runs the connector. */
export const describeSkew = ({ than, seconds }: ClockSkew): string =>
  `This machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} ${than}'s`;

export const SKEW_CURE =
  "Set it right, and let it be kept so (NTP): events that are dated wrongly are refused.";
