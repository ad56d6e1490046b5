import { Option, type Command } from "commander";
import { settingsOf, type DescribedSetting } from "../systems/contract/settings";
import type { SystemModule } from "../systems/contract/system";
import { SYSTEMS } from "../systems/registry";
import { CliError } from "./cli-error";
import { withSecretOption } from "./secret-options";

/** What was given for the systems, by the members of a command's options, which begin with a system's key. */
export type SystemOptions = Readonly<Record<string, unknown>>;

/** What was given for one system. */
export interface GivenSystem {
  readonly module: SystemModule;
  /** As the admin API takes it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What must be there and is not, as a person would type it. */
  readonly missing: readonly string[];
}

/** Adds the options of every system, made from its settings; each can come from the environment, what is secret from there or from a file. */
export function withSystemOptions(command: Command): Command {
  for (const module of SYSTEMS)
    for (const described of settingsOf(module)) {
      const { variable, secret, words } = described;
      if (secret)
        withSecretOption(command, {
          member: memberOf(module, described),
          variable,
          what: words.en.help,
        });
      else
        command.addOption(
          new Option(`${flagOf(module, described)} <${valueOf(described)}>`, words.en.help).env(variable),
        );
    }
  return command;
}

/** What was given, of each system; of one that nothing was given for, nothing but what is missing. */
export function givenSystems(options: SystemOptions): readonly GivenSystem[] {
  return SYSTEMS.map((module) => {
    const settings = settingsOf(module);
    const entries = settings.flatMap((described) => {
      const value = options[memberOf(module, described)];
      return value === undefined ? [] : [[described.name, value] as const];
    });
    const input = Object.fromEntries(entries);
    const missing = settings
      .filter(({ required, name }) => required && input[name] === undefined)
      .map((described) => (described.secret ? described.variable : flagOf(module, described)));
    return { module, input, missing };
  });
}

/**
 * The one system that is meant: the one that was named, or the only one of which everything is there.
 * @param partly what is missing may be entered later
 * @throws CliError
 */
export function systemMeant(options: SystemOptions, named: string | undefined, partly = false): GivenSystem {
  const systems = givenSystems(options);
  const keys = systems.map(({ module }) => module.key).join(", ");
  if (named !== undefined) {
    const meant = systems.find(({ module }) => module.key === named);
    if (!meant)
      throw new CliError(`There is no system "${named}".`, `Name one of these: ${keys}.`, "NO_SYSTEM");
    return partly ? meant : complete(meant);
  }
  const ready = systems.filter(({ missing }) => missing.length === 0);
  if (ready.length > 1)
    throw new CliError(
      `Settings of several systems are there: ${ready.map(({ module }) => module.key).join(", ")}.`,
      "Say with --system which one is meant.",
      "SEVERAL_SYSTEMS",
    );
  const begun = systems.find(({ input }) => Object.keys(input).length > 0) ?? systems[0]!;
  return ready[0] ?? (partly ? begun : complete(begun));
}

function complete(given: GivenSystem): GivenSystem {
  if (given.missing.length === 0) return given;
  throw new CliError(
    `Missing: ${given.missing.join(", ")}.`,
    "Set them as options or environment variables. See --help.",
    "MISSING_OPTIONS",
  );
}

/** What connecting a system takes, as an example for help texts. */
export function systemExample(): { readonly environment: string; readonly options: string } {
  const [module] = SYSTEMS;
  const needed = settingsOf(module!).filter(({ required }) => required);
  return {
    environment: needed.flatMap(({ secret, variable }) => (secret ? [`${variable}=...`] : [])).join(" "),
    options: needed
      .flatMap((each) => (each.secret ? [] : [`${flagOf(module!, each)} https://api.example.com/v1`]))
      .join(" "),
  };
}

const flagOf = ({ key }: SystemModule, { option }: DescribedSetting) => `--${key}-${option}`;

/** As commander names it: in one word, without dashes. */
const memberOf = ({ key }: SystemModule, { option }: DescribedSetting) =>
  `${key}-${option}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const valueOf = ({ isNumber, variable }: DescribedSetting) =>
  isNumber ? "number" : variable.endsWith("URL") ? "url" : "text";
