// Modules are loaded once per worker, by Node's own `require`, instead of once per file: packages as they are, our TypeScript
// through the transformer of jest.config.cjs. A file that replaces modules (`jest.mock`) has modules of ours to itself; one that asks
// for another environment ("@jest-environment jsdom") has all of them, since they belong to that environment's realm.
const Module = require("node:module");
const { default: Runtime } = require("jest-runtime");

/** Makes JavaScript of one of our files, through the runtime of the test file that runs now. */
let compile;
/** Source maps of what is loaded, which every later file needs for its stack traces. */
const sourceMaps = new Map();

for (const extension of [".ts", ".tsx"])
  Module._extensions[extension] = (module, filename) => {
    module._compile(compile(filename), filename);
  };

class SharedModules extends Runtime {
  hasOwnRealm = this._environment.global !== globalThis;
  replacesModules = false;

  constructor(...args) {
    super(...args);
    for (const [filename, map] of sourceMaps) this.getSourceMaps().set(filename, map);
    compile = (filename) => {
      const code = this.transformCache.transform(filename);
      sourceMaps.set(filename, this.getSourceMaps().get(filename));
      return code;
    };
  }

  setMock(...args) {
    this.replacesModules = true;
    super.setMock(...args);
  }

  requireModuleOrMock(from, name) {
    const alone = this.hasOwnRealm || (this.replacesModules && name.startsWith("."));
    return alone ? super.requireModuleOrMock(from, name) : Module.createRequire(from)(name);
  }
}

module.exports = SharedModules;
