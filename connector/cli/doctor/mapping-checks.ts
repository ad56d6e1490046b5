import type { MappingCheckView } from "../../connect/admin-api";
import { AdminClient } from "../admin-client";
import { CliError } from "../cli-error";
import { connectorAddress, type ConnectorOptions } from "../connector-options";
import { failed, ok, type Finding } from "./check";

const OPEN_MAPPING = "Open the mapping in the Wave Sync app and change or remove the line.";

const OPEN_RULES = "Open the mapping in the Wave Sync app and change or remove the match rule.";

/** The lines of the mappings that are not written, and those that work with a limit. */
export async function checkMappings(options: ConnectorOptions): Promise<readonly Finding[]> {
  try {
    const { mappings } = await new AdminClient(await connectorAddress(options)).mappingChecks();
    return mappings.flatMap(findings);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [failed(`The mappings could not be checked: ${error.message}`, error.nextStep)];
  }
}

function findings({ name, problem, lines, rules }: MappingCheckView): readonly Finding[] {
  if (problem !== undefined)
    return [
      failed(`Mapping "${name}" cannot be used: ${problem}`, "Fix the error and save the mapping again."),
    ];
  const red = lines.filter((line) => line.level === "unsupported");
  const yellow = lines.filter((line) => line.level === "limited");
  return [
    ...red.map(({ line, text }) => failed(`Mapping "${name}", line "${line}": ${text}`, OPEN_MAPPING)),
    ...yellow.map(({ line, text, suggestedColumn }) =>
      ok(
        `Mapping "${name}", line "${line}": ${text}${suggestedColumn ? ` Suggested column: ${suggestedColumn}.` : ""}`,
      ),
    ),
    ...rules.flatMap(({ group, level, table, text }) => {
      const told = `Mapping "${name}", match rule ${group}${table ? ` for the table "${table}"` : ""}: ${text}`;
      if (level === "unsupported") return [failed(told, OPEN_RULES)];
      return level === "limited" ? [ok(told)] : [];
    }),
    ...(red.length + yellow.length === 0 ? [ok(`Mapping "${name}": every line works as it is`)] : []),
  ];
}
