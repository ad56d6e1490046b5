// Mutation testing: what is changed in the source has to be noticed by a test. Started by scripts/mutate.ts, which says what and by which tests.
export default {
  testRunner: "jest",
  testRunnerNodeArgs: ["--experimental-vm-modules", "--no-warnings"],
  jest: { projectType: "custom", configFile: "jest.mutate.config.cjs", enableFindRelatedTests: false },
  coverageAnalysis: "perTest",
  // Text for people is not what is tried here: it is compared with nothing but itself.
  mutator: { excludedMutations: ["StringLiteral"] },
  ignoreStatic: true,
  ignorePatterns: ["out", "coverage", "docs", "bench", ".wave-sync", "controls", "webresources"],
  reporters: ["clear-text", "progress-append-only", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: "out/mutation.json" },
  tempDirName: "out/stryker",
  cleanTempDir: "always",
  concurrency: Number(process.env.WAVE_SYNC_MUTATE_CONCURRENCY ?? 1),
  timeoutMS: 60_000,
  timeoutFactor: 4,
};
