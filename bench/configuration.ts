import { Command, InvalidArgumentError } from "commander";

/** What can be measured, in this order. */
export const SCENES = [
  "first-import",
  "nothing-changed",
  "event-to-row",
  "memory",
  "accounts-to-front",
  "enginy-calls",
  "mail-backfill",
] as const;

export type SceneName = (typeof SCENES)[number];

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
  /** Events of Wave a second, and for how many seconds. */
  readonly perSecond: number;
  readonly forSeconds: number;
  /** Contacts of the import whose memory is watched. */
  readonly many: number;
  /** Accounts that are brought to Front, and Front's limit. */
  readonly accounts: number;
  readonly frontPerMinute: number;
  /** Activities that Enginy logs. */
  readonly activities: number;
  /** Mails that are backfilled, and the mailboxes that hold them. */
  readonly mails: number;
  readonly mailboxes: number;
  readonly only: readonly SceneName[];
}

/**
 * The model: Microsoft's sample writes 100 rows in about 1 s with one bulk message and in about 10 s one by one. That is a
 * request at nine times a row. The times here keep that ratio at half the size, so that the bench is over in minutes.
 */
const DEFAULTS: Configuration = {
  contacts: 6000,
  seed: 1,
  requestMs: 45,
  rowMs: 5,
  parallel: 4,
  quick: false,
  perSecond: 200,
  forSeconds: 15,
  many: 100_000,
  accounts: 20_000,
  frontPerMinute: 200,
  activities: 10_000,
  mails: 100_000,
  mailboxes: 5,
  // The memory of a large import, the accounts of a large company, the activities of a large campaign and the mails of years take minutes by themselves: they are measured when asked for.
  only: ["first-import", "nothing-changed", "event-to-row"],
};

/** Mails of a quick look. */
const QUICK_MAILS = 10_000;

export function readConfiguration(argv: readonly string[]): Configuration {
  const command = new Command("bench")
    .description("Measures the engine on the local Dataverse, with its limits and a modelled cost.")
    .option("--only <scenes>", `which, separated by commas: ${SCENES.join(", ")}`, scenes, DEFAULTS.only)
    .option("--contacts <number>", "how many contacts", number, DEFAULTS.contacts)
    .option("--seed <number>", "which samples", number, DEFAULTS.seed)
    .option("--request-ms <number>", "modelled cost of a request", number, DEFAULTS.requestMs)
    .option("--row-ms <number>", "modelled cost of a row written", number, DEFAULTS.rowMs)
    .option("--parallel <number>", "requests in flight", number, DEFAULTS.parallel)
    .option(
      "--quick",
      `first import: only this engine and the bare wire limit; mail backfill: ${QUICK_MAILS} mails`,
      DEFAULTS.quick,
    )
    .option("--per-second <number>", "event to row: events a second", number, DEFAULTS.perSecond)
    .option("--for-seconds <number>", "event to row: how long", number, DEFAULTS.forSeconds)
    .option("--many <number>", "memory: how many contacts", number, DEFAULTS.many)
    .option("--accounts <number>", "accounts to Front: how many", number, DEFAULTS.accounts)
    .option("--front-per-minute <number>", "accounts to Front: its limit", number, DEFAULTS.frontPerMinute)
    .option("--activities <number>", "Enginy's calls: how many activities", number, DEFAULTS.activities)
    .option("--mails <number>", `mail backfill: how many mails (default: ${DEFAULTS.mails})`, number)
    .option("--mailboxes <number>", "mail backfill: in how many mailboxes", number, DEFAULTS.mailboxes);
  const given = command
    .parse(argv, { from: "user" })
    .opts<Omit<Configuration, "mails"> & { readonly mails?: number }>();
  return { ...given, mails: given.mails ?? (given.quick ? QUICK_MAILS : DEFAULTS.mails) };
}

function number(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("It must be a number from 0.");
}

function scenes(text: string): readonly SceneName[] {
  const wanted = text.split(",").map((name) => name.trim());
  const unknown = wanted.find((name) => !SCENES.includes(name as SceneName));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no "${unknown}".`);
  return SCENES.filter((name) => wanted.includes(name));
}
