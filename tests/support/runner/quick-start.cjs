// Loaded first by every program that tests start: half of the work of a short-lived connector would be compiling the embedded database
// a second time, for a speed it never gets to use. Jest's own workers live long enough for that.
const v8 = require("node:v8");

const isJestWorker = /jest-worker/.test(process.argv[1] ?? "");
if (!isJestWorker) {
  v8.setFlagsFromString("--liftoff-only");
  v8.setFlagsFromString("--no-wasm-tier-up");
}
