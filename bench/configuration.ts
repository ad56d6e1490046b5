import { Command, InvalidArgumentError } from "commander";

/** What is measured, and against which model of the platform. */
export interface Configuration {
  readonly contacts: number;
  readonly seed: number;
  /** Milliseconds each request costs the platform, whatever it holds. */
  readonly requestMs: number;
  /** Milliseconds each row written costs. */
  readonly rowMs: number;
  /** Requests in flight: what the platform's `x-ms-dop-hint` advises; everybody keeps to it. */
  readonly parallel: number;
  /** Leaves out everybody but us and the bare wire limit. */
  readonly quick: boolean;
}

/**
 * The model: Microsoft's sample writes 100 rows in about 1 s with one bulk message and in about 10 s one by one. That is a
 * request at nine times a row. The times here keep that ratio at half the size, so that the bench is over in two minutes.
 */
const DEFAULTS: Configuration = {
  contacts: 6000,
  seed: 1,
  requestMs: 45,
  rowMs: 5,
  parallel: 4,
  quick: false,
};

export function readConfiguration(argv: readonly string[]): Configuration {
  const command = new Command("bench")
    .description(
      "Measures the first import, side by side: this engine and three other ways, on the local Dataverse.",
    )
    .option("--contacts <number>", "how many contacts", number, DEFAULTS.contacts)
    .option("--seed <number>", "which samples", number, DEFAULTS.seed)
    .option("--request-ms <number>", "modelled cost of a request", number, DEFAULTS.requestMs)
    .option("--row-ms <number>", "modelled cost of a row written", number, DEFAULTS.rowMs)
    .option("--parallel <number>", "requests in flight", number, DEFAULTS.parallel)
    .option("--quick", "only this engine and the bare wire limit", DEFAULTS.quick);
  return command.parse(argv, { from: "user" }).opts<Configuration>();
}

function number(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("It must be a number from 0.");
}
