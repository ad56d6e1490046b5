import { Command, InvalidArgumentError } from "commander";

/** The local Dynamics' port; the connector takes the one above. */
export const DEFAULT_PORT = 8365;

/** As many contacts as a small sales team knows. */
const DEFAULT_COUNT = 1000;

/** Everything a person can say to `wave-sync start`. */
export interface StartOptions {
  readonly port: number;
  readonly once: boolean;
  /** A file of Wave contacts instead of generated ones. */
  readonly contacts?: string;
  readonly count: number;
  readonly seed: number;
  /** Where the connector keeps its state; absent: a new folder that is removed at the end. */
  readonly data?: string;
}

/** Reads the command line. Prints help or what is wrong with it, and ends the process, by itself. */
export function readOptions(argv: readonly string[]): StartOptions {
  return command().parse(argv, { from: "user" }).opts<StartOptions>();
}

export function command(): Command {
  return new Command("wave-sync start")
    .description(
      "Starts a local Dynamics with the built solution, a sandbox of Wave and the connector, connects them and imports\n" +
        "sample contacts. Needs no tenant, no keys and no network. Everything is forgotten when it stops.",
    )
    .option(
      "--port <number>",
      "port of the local Dynamics; the connector takes the next",
      wholeNumber(0, 65_534),
      DEFAULT_PORT,
    )
    .option("--once", "print the results as one line of JSON and exit", false)
    .option("--contacts <file>", "Wave contacts from a JSON array or a CSV with a header, instead of samples")
    .option("--count <number>", "how many samples", wholeNumber(0, 1_000_000), DEFAULT_COUNT)
    .option(
      "--seed <number>",
      "which samples: the same seed gives the same contacts",
      wholeNumber(0, 2 ** 32 - 1),
      1,
    )
    .option(
      "--data <folder>",
      "where the connector keeps its state and log (an empty folder; default: a temporary one)",
    )
    .showHelpAfterError('(see "wave-sync start --help")')
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync start\n  $ wave-sync start --port 9000 --contacts people.csv\n  $ wave-sync start --once --count 200",
    );
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
