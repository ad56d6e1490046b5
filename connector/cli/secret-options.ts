import { readFileSync } from "node:fs";
import { Option, type Command } from "commander";
import { CliError } from "./cli-error";

/** Standard input, as a file's name. */
const STANDARD_INPUT = "-";

/** A secret that a command needs: never an argument, since every user of a machine sees those, and shells keep them. */
export interface SecretOption {
  /** The member of the command's options that it becomes, e.g. `clientSecret`. */
  readonly member: string;
  /** The environment variable that may hold it; with `_FILE` behind it, the one that may name a file. */
  readonly variable: string;
  /** What it is, for `--help`. */
  readonly what: string;
}

/**
 * Takes a secret from its environment variable, or from the file that `--<member>-file` names (`-`: standard input).
 * @throws CliError when the file cannot be read
 */
export function withSecretOption(command: Command, { member, variable, what }: SecretOption): Command {
  const flag = `${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-file`;
  const option = new Option(
    `--${flag} <file>`,
    `file with ${what}, - for standard input; or set ${variable}`,
  ).env(`${variable}_FILE`);
  return command.addOption(option).hook("preAction", (_, asked) => {
    const file = asked.getOptionValue(option.attributeName()) as string | undefined;
    const secret = file === undefined ? process.env[variable] : read(file, flag);
    if (secret) asked.setOptionValue(member, secret);
  });
}

function read(file: string, flag: string): string {
  try {
    return readFileSync(file === STANDARD_INPUT ? 0 : file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new CliError(
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      `Check what --${flag} names, and that this user may read it.`,
      "NO_SECRET_FILE",
    );
  }
}
