const path = require("node:path");

/** So many folders are told of: where to look first when all of it takes too long. */
const TOLD = 12;

/** Prints where the time went and, at the end, the totals on one plain line, for people and machines that read only the end of a log. */
class SummaryReporter {
  onRunComplete(_contexts, results) {
    process.stdout.write(`\nSeconds of workers' time, by folder:\n${slowest(results).join("\n")}\n`);
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    // A suite that could not even load has failed, though it counts no test.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
  }
}

/** A line a folder, the slowest first. */
function slowest({ testResults }) {
  const folders = new Map();
  for (const { perfStats, testFilePath } of testResults) {
    const folder = path.relative(process.cwd(), path.dirname(testFilePath));
    const { files, ms } = folders.get(folder) ?? { files: 0, ms: 0 };
    folders.set(folder, { files: files + 1, ms: ms + perfStats.end - perfStats.start });
  }
  return [...folders]
    .sort(([, a], [, b]) => b.ms - a.ms)
    .slice(0, TOLD)
    .map(
      ([folder, { files, ms }]) =>
        `${String(Math.round(ms / 1_000)).padStart(6)}  ${folder} (${files} files)`,
    );
}

module.exports = SummaryReporter;
