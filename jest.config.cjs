// Three kinds of tests: "node" (core, connector, local Dynamics, browser e2e), "simulation" (all of that under a clock of its own)
// and "dom" (controls, web resources).
const shared = {
  rootDir: __dirname,
  transform: {
    "^.+\\.(t|j|mj)sx?$": ["@swc/jest"],
    "\\.resx$": "<rootDir>/tests/support/resx-transform.cjs",
  },
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/out/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/out/"],
};

module.exports = {
  globalSetup: "<rootDir>/tests/support/database-template.cjs",
  // Generous: a test waits for a fact, and the machine may be ten times slower than the one it was written on.
  testTimeout: 300_000,
  // One more than a small machine has cores: many tests wait for browsers and other processes. Left alone, jest would use one core of two.
  maxWorkers: 3,
  testSequencer: "<rootDir>/tests/support/longest-first.cjs",
  reporters: ["default", "<rootDir>/tests/support/summary-reporter.cjs"],
  projects: [
    {
      ...shared,
      displayName: "node",
      // Modules are loaded once per worker: loading them again for every file took half of all the time.
      testEnvironment: "<rootDir>/tests/support/runner/environment.cjs",
      runtime: "<rootDir>/tests/support/runner/runtime.cjs",
      testMatch: ["<rootDir>/tests/**/*.test.ts"],
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        "<rootDir>/tests/(controls|webresources|simulation)/",
      ],
    },
    {
      ...shared,
      displayName: "simulation",
      // It replaces the clock and the timers of everything, and so has a realm of its own.
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/simulation/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "dom",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/{controls,webresources}/**/*.test.{ts,tsx}"],
    },
  ],
};
