import type { SimulationResult } from "./simulate";
import type { WorldOptions } from "./world";

/** So many lines of a history are read; the rest is in the replay. */
const LINES = 120;
/** What the database does is seldom where the story is. */
const DULL = /^\s*\d+ \S+\s+sql (?!.*!)/;

/** A failed seed, as somebody needs it who has to find out why: what is wrong, how it came, and how to see it again. */
export function reportFailure(
  { seed, violations, trace, state }: SimulationResult,
  whole = false,
  { withFront, withEnginy, withNylas }: Pick<WorldOptions, "withFront" | "withEnginy" | "withNylas"> = {},
): string {
  const who = `${withFront ? " --front" : ""}${withEnginy ? " --enginy" : ""}${withNylas ? " --nylas" : ""}`;
  const story = whole ? trace : trace.filter((line) => !DULL.test(line));
  const shown = whole ? story : story.slice(-LINES);
  return [
    `Seed ${seed} broke ${violations.length} promise(s):`,
    ...violations.map((violation) => `  - ${violation}`),
    "What happened (milliseconds since the beginning, who, what):",
    ...(shown.length < story.length ? [`  … ${story.length - shown.length} lines before`] : []),
    ...shown.map((line) => `  ${line}`),
    "What stands on both sides:",
    ...state.map((line) => `  ${line}`),
    `Replay: npm run simulate -- --seeds 1 --first-seed ${seed}${who} --trace`,
  ].join("\n");
}
