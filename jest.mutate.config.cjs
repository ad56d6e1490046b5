// The tests by which mutations are tried: few, quick for what they show, and without what reads the source as text.
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  transform: { "^.+\\.(t|j|mj)sx?$": ["@swc/jest"] },
  testMatch: (process.env.WAVE_SYNC_MUTATE_TESTS ?? "tests/core")
    .split(",")
    .map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
  testPathIgnorePatterns: ["/node_modules/", "core-stays-pure"],
  modulePathIgnorePatterns: ["<rootDir>/out/"],
  testTimeout: 240_000,
};
