import { explain, say } from "./output";
import { createProgram } from "./program";

// The command line's door. Everything else is in program.ts and commands/.
createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    say(explain(error));
    if (process.env.DEBUG && error instanceof Error) say(error.stack ?? "");
    process.exitCode = 1;
  });
