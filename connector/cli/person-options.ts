import type { Command } from "commander";
import type { ConnectorOptions } from "./connector-options";

/** Whose data a command is about. */
export interface PersonOptions extends ConnectorOptions {
  readonly record: string;
  readonly environment?: string;
}

/** Adds the options that say whose data it is about. */
export function withPersonOptions(command: Command): Command {
  return command
    .requiredOption("--record <id>", "id of the row in Dynamics (of any table), or of the system's record")
    .option("--environment <id>", "which environment, where the connector has several");
}
