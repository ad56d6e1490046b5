/** What the build makes, as lists: add a line here, and nothing else needs to know. */

export interface Bundle {
  /** Source file, from the root of the repository. */
  readonly entry: string;
  /** Built file, from the root of the repository. */
  readonly outfile: string;
}

/** Programs for Node: packages stay outside, in node_modules. */
export const NODE_PROGRAMS: readonly Bundle[] = [
  { entry: "connector/cli/main.ts", outfile: "dist/bin/wave-sync.cjs" },
  { entry: "local/start/main.ts", outfile: "dist/bin/local-dynamics.cjs" },
  { entry: "bench/main.ts", outfile: "dist/bin/bench.cjs" },
];

/** The local form host; it gives its own React and Fluent to virtual controls, as one page can have only one. */
export const BROWSER_BUNDLES: readonly Bundle[] = [
  { entry: "local/host/client/main.tsx", outfile: "dist/local/host.js" },
];

export interface WebResource {
  readonly source: string;
  /** Name in Dynamics; its registration is `solution/src/WebResources/<name>.data.xml`. */
  readonly name: string;
}

/** LCIDs of the languages that texts are in. */
const LANGUAGES = ["1033", "1031", "1036", "3082"] as const;

/** Scripts that run inside Dynamics, bundled from TypeScript. */
export const WEB_RESOURCE_SCRIPTS: readonly WebResource[] = [
  { source: "webresources/form/index.ts", name: "wave_/js/form.js" },
  { source: "webresources/ribbon/index.ts", name: "wave_/js/ribbon.js" },
  { source: "webresources/pages/values/index.ts", name: "wave_/js/values.js" },
  { source: "webresources/pages/setup/index.tsx", name: "wave_/js/setup.js" },
  ...LANGUAGES.map((lcid) => ({
    source: `webresources/pages/setup/texts/${lcid}.ts`,
    name: `wave_/js/setup.${lcid}.js`,
  })),
];

/** Web resources taken as they are. */
export const WEB_RESOURCE_FILES: readonly WebResource[] = [
  { source: "webresources/pages/values/values.html", name: "wave_/pages/values.html" },
  { source: "webresources/pages/setup/setup.html", name: "wave_/pages/setup.html" },
  { source: "webresources/pages/setup/setup.css", name: "wave_/css/setup.css" },
  ...LANGUAGES.map((lcid) => ({
    source: `webresources/strings/WaveSync.${lcid}.resx`,
    name: `wave_/strings/WaveSync.${lcid}.resx`,
  })),
];

export interface Control {
  /** Folder below `controls/`. */
  readonly folder: string;
  /** Publisher prefix, namespace and constructor, as the platform names it. */
  readonly name: string;
}

export const CONTROLS: readonly Control[] = ["SyncPanel", "IssueDecision", "MailCard"].map((folder) => ({
  folder,
  name: `wave_WaveSync.${folder}`,
}));
