// Two kinds of tests: "node" (core, connector, local Dynamics, browser e2e) and "dom" (controls, web resources).
const shared = {
  rootDir: __dirname,
  transform: { "^.+\\.(t|j|mj)sx?$": ["@swc/jest"] },
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/out/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/out/"],
};

module.exports = {
  globalSetup: "<rootDir>/tests/support/database-template.cjs",
  testTimeout: 60_000,
  // Both cores of a small machine: left alone, jest would use one of two.
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/tests/support/summary-reporter.cjs"],
  projects: [
    {
      ...shared,
      displayName: "node",
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/**/*.test.ts"],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, "<rootDir>/tests/(controls|webresources)/"],
    },
    {
      ...shared,
      displayName: "dom",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/{controls,webresources}/**/*.test.{ts,tsx}"],
    },
  ],
};
