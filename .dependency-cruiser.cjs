// Who may import whom. Rooms first, then the layers inside the connector; docs/architecture.md draws both.

/** Each room, and the rooms it must not reach into. */
const ROOMS = {
  core: ["controls", "webresources", "connector", "local"],
  controls: ["connector", "local"],
  webresources: ["controls", "connector", "local"],
  connector: ["controls", "webresources", "local"],
  local: ["controls", "webresources", "connector"],
};

/** The connector's folders from top to bottom: each imports only from those below it, types included. */
const LAYERS = [
  "cli",
  "http",
  "operations",
  "runs",
  "changes",
  "calls",
  "notices",
  "pipeline",
  "connect",
  "environment",
  "tables",
  "systems",
  "work",
  "dataverse",
  "settings",
  "state",
  "database",
  "secrets",
  "metrics",
  "logging",
  "clock",
  "network",
];

const between = (names) => `(${names.join("|")})`;

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, closed]) => ({
      name: `${room}-stays-in-its-room`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: `^${between(closed)}/` },
    })),
    {
      name: "controls-call-dynamics-through-the-client",
      comment: "Of webresources/, controls/ may import client/ only.",
      severity: "error",
      from: { path: "^controls/" },
      to: { path: "^webresources/", pathNot: "^webresources/client(/|\\.)" },
    },
    ...LAYERS.slice(1).map((layer, index) => ({
      name: `connector-${layer}-imports-downwards`,
      severity: "error",
      from: { path: `^connector/${layer}/` },
      to: { path: `^connector/(${[...LAYERS.slice(0, index + 1)].join("|")})/|^connector/main\\.ts$` },
    })),
    {
      name: "every-folder-of-the-connector-is-a-layer",
      severity: "error",
      from: { path: "^connector/", pathNot: `^connector/(${between(LAYERS)}/|main\\.ts$)` },
      to: {},
    },
    {
      name: "no-circles-at-run-time",
      severity: "error",
      from: { path: "^(core|connector|controls|webresources|local)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|out|generated)/" },
  },
};
