import { localDemo } from "./local-demo";
import { explain, say } from "./output";
import { createProgram } from "./program";

// The command line's entry. Everything else is in program.ts and commands/.

/** Commands that run a connector of their own, and so look for none. */
const OWN_CONNECTOR = new Set(["serve", "start"]);

const [command] = process.argv.slice(2);
if (command !== undefined && /^[a-z]/.test(command) && !OWN_CONNECTOR.has(command)) {
  const demo = localDemo(process.env, process.cwd());
  if (demo) {
    Object.assign(process.env, demo);
    say(`Using the local demo at ${demo.DATAVERSE_URL}.`);
  }
}

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    say(explain(error));
    if (process.env.DEBUG && error instanceof Error) say(error.stack ?? "");
    process.exitCode = 1;
  });
