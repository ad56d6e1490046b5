import path from "node:path";

/** Makes what a process takes for the time of day be off by the milliseconds that stand in `file`; nothing else. */
export function skewed(file: string): Readonly<Record<string, string>> {
  const preload = path.resolve(__dirname, "../../support/runner/skewed-clock.cjs");
  return {
    SKEW_FILE: file,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(preload)}`,
  };
}
