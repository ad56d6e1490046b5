import tseslint from "typescript-eslint";

/** Who may import whom (DESIGN: the house). Each room names the rooms it must not reach into. */
const rooms = {
  core: ["controls", "webresources", "connector", "local"],
  controls: ["connector", "local"],
  webresources: ["controls", "connector", "local"],
  connector: ["controls", "webresources", "local"],
  local: ["controls", "webresources", "connector"],
};

const boundary = ([room, closed]) => ({
  files: [`${room}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...closed.map((other) => ({
            regex: `^(\\.\\./)+${other}(/|$)`,
            message: `${room}/ must not import ${other}/ (see docs/architecture.md).`,
          })),
          ...(room === "controls"
            ? [
                {
                  regex: "^(\\.\\./)+webresources/(?!client)",
                  message: "Of webresources/, controls/ may import client/ only.",
                },
              ]
            : []),
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", "coverage/", "**/generated/", ".wave-sync/", "solution/"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400 }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  { files: ["scripts/**", "bench/**", "connector/cli/**", "local/start/**"], rules: { "no-console": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  ...Object.entries(rooms).map(boundary),
);
