import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

interface Part {
  /** What is mutated. */
  readonly folder: string;
  /** The tests that have to notice. */
  readonly tests: string;
}

/** All of core takes an hour or two; the pipeline's tests start a whole Dynamics: rather a folder, or a file, at a time. */
const PARTS: readonly Part[] = [
  { folder: "core", tests: "tests/core" },
  { folder: "connector/pipeline", tests: "tests/connector/engine" },
];

/** Files that hold no rules: names made from the solution, texts, types. */
const NO_RULES = ["!core/generated/**", "!core/issues/**", "!core/**/types.ts", "!core/mapping/defaults/**"];

/** The tests of a folder are named as it is; where only some are wanted, theirs are enough, and much quicker. */
function testsOf(wanted: readonly string[], all: string): string {
  const mirrored = wanted.map((each) => `tests/${each.endsWith(".ts") ? path.dirname(each) : each}`);
  return wanted.length > 0 && mirrored.every((folder) => existsSync(folder))
    ? [...new Set(mirrored)].join(",")
    : all;
}

/**
 * `npm run mutate [-- <file or folder>…]`: changes the source in many small ways, one at a time, and counts what no test notices.
 * Without names, all of core and of the pipeline. Ends with 1 when something could not be run.
 */
function main(wanted: readonly string[]): void {
  for (const { folder, tests } of PARTS) {
    const own = wanted.filter((each) => each === folder || each.startsWith(`${folder}/`));
    if (wanted.length > 0 && own.length === 0) continue;
    const patterns = (own.length > 0 ? own : [folder]).map((each) =>
      each.endsWith(".ts") ? each : `${each.replace(/\/$/, "")}/**/*.ts`,
    );
    const { status } = spawnSync(
      process.execPath,
      [
        "node_modules/@stryker-mutator/core/bin/stryker.js",
        "run",
        "--mutate",
        [...patterns, ...NO_RULES].join(","),
      ],
      { stdio: "inherit", env: { ...process.env, WAVE_SYNC_MUTATE_TESTS: testsOf(own, tests) } },
    );
    if (status !== 0) process.exitCode = 1;
  }
}

main(process.argv.slice(2));
