import { readOptions } from "./options";
import { say } from "./report";
import { start } from "./start";
import { StartError } from "./start-error";
import { SampleFileError } from "../samples";

// The door of `wave-sync start`. Everything else is in start.ts.
start(readOptions(process.argv.slice(2))).catch((error: unknown) => {
  say(explain(error));
  process.exitCode = 1;
});

function explain(error: unknown): string {
  if (error instanceof StartError) return `${error.message}\n  What to do: ${error.nextStep}`;
  if (error instanceof SampleFileError) return `The contacts cannot be read.\n  ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
