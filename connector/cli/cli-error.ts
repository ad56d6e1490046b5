import type { Problem } from "../../core/operation/types";

/** A command could not do its work: what happened, and what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";

  constructor(
    message: string,
    readonly nextStep: string,
    readonly code = "COMMAND_FAILED",
  ) {
    super(message);
  }

  /** A problem the connector told of, as it is. */
  static from({ message, nextStep, code }: Problem): CliError {
    return new CliError(message, nextStep, code);
  }
}
