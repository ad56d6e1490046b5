// The environment of tests outside a browser: the realm of Node itself, which is where the connector runs too.
// Jest makes a new realm for every file; modules of one cannot be used in another, so that each file would load, compile and
// warm up everything again: half of all the time. Here modules stay (./runtime.cjs), and a file leaves the globals as they were.
const vm = require("node:vm");
const { LegacyFakeTimers, ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");
const databases = require("./recycled-databases.cjs");

/** As deep as Jest's own environments show them. */
const STACK_TRACE_LIMIT = 100;

/** Stands for this realm where Jest wants a context to compile in; `vm` itself has no name for it. */
const HERE = vm.createContext(Object.create(null));

const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== HERE) return compileFunction(code, parameters, options);
  const { parsingContext: _, ...rest } = options;
  // ES modules are loaded by Node, too.
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return compileFunction(code, parameters, { ...rest, importModuleDynamically });
};

class NodeItself {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  before = {
    globals: Object.getOwnPropertyDescriptors(globalThis),
    env: { ...process.env },
    exit: process.exit,
  };

  constructor({ projectConfig: config }) {
    databases.begin();
    Error.stackTraceLimit = STACK_TRACE_LIMIT;
    this.fakeTimers = new LegacyFakeTimers({
      config,
      global: globalThis,
      moduleMocker: this.moduleMocker,
      timerConfig: { idToRef: (id) => id, refToId: (timer) => timer },
    });
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
  }

  async setup() {}

  /** What a file did to the process and its globals is undone: the next one begins as the first did. */
  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    const { globals, env, exit } = this.before;
    process.exit = exit;
    restore(process.env, env);
    for (const key of Reflect.ownKeys(globalThis))
      if (!(key in globals)) Reflect.deleteProperty(globalThis, key);
    for (const key of Reflect.ownKeys(globals))
      if (globals[key].configurable) Object.defineProperty(globalThis, key, globals[key]);
    databases.end();
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return HERE;
  }
}

function restore(env, before) {
  for (const name of Object.keys(env)) if (!(name in before)) delete env[name];
  Object.assign(env, before);
}

module.exports = NodeItself;
