import type { Configuration } from "../configuration";
import type { Verdict } from "../goals";

/** One thing that is measured. */
export interface Scene {
  /** What is measured on what: a number without its configuration says nothing. */
  describe(configuration: Configuration): string;
  run(configuration: Configuration, tell: (line: string) => void): Promise<SceneResult>;
}

export interface SceneResult {
  readonly text: string;
  readonly verdicts: readonly Verdict[];
}
