import type { Command } from "commander";
import { readSettings } from "../../settings/read-settings";
import { withConnectorOptions, type ConnectorOptions } from "../connector-options";
import {
  dataverseAccess,
  missingDataverseOptions,
  openDataverse,
  withDataverseOptions,
  type DataverseOptions,
} from "../dataverse-options";
import { describe, skipped, type Finding } from "../doctor/check";
import { checkConnector, checkEnvironments } from "../doctor/connector-checks";
import { checkDataverse } from "../doctor/dataverse-checks";
import { checkMail } from "../doctor/mail-check";
import { checkMappings } from "../doctor/mapping-checks";
import { checkDatabase, checkNode, checkPorts, checkZip } from "../doctor/machine-checks";
import { checkSystem } from "../doctor/system-check";
import { print } from "../output";
import { givenSystems, withSystemOptions, type SystemOptions } from "../system-options";

type Options = ConnectorOptions & DataverseOptions & SystemOptions & { readonly json?: boolean };

/** `wave-sync doctor`: looks at everything that can be wrong, in the order it would be in the way. */
export function doctorCommand(program: Command): void {
  const command = program
    .command("doctor")
    .summary("check the setup and suggest fixes")
    .description(
      "Checks this computer, the running connector, the environment, and the systems, and suggests a fix for each problem.",
    )
    .option("--json", "print the findings as JSON");
  withConnectorOptions(withSystemOptions(withDataverseOptions(command)))
    .addHelpText(
      "after",
      "\nExit code 0: no problems; 1: at least one.\n\nExample:\n  $ wave-sync doctor --url https://contoso.crm4.dynamics.com --tenant contoso.com --client-id 0000...",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const findings: Finding[] = [];
  for await (const finding of examine(options)) {
    findings.push(finding);
    if (!options.json) print(describe(finding));
  }
  if (options.json) print(JSON.stringify(findings));
  if (findings.some((finding) => finding.state === "failed")) process.exitCode = 1;
}

/** The checks in order; each is shown as soon as it is known. */
async function* examine(options: Options): AsyncGenerator<Finding> {
  const settings = readSettings(process.env);
  yield await checkNode();
  yield await checkZip();
  const connector = await checkConnector(options);
  // A connector elsewhere leaves this machine's port and database alone.
  if (!options.connector) {
    yield* await checkPorts(settings, connector.status !== null);
    yield await checkDatabase(settings);
    yield await checkMail(settings.mail);
  }
  yield connector.finding;
  yield* checkEnvironments(connector.status);
  if (connector.status?.environments.length) yield* await checkMappings(options);
  yield* await checkEnvironment(options, connector.status?.webhookUrl ?? null);
  for (const given of givenSystems(options)) yield await checkSystem(given);
}

async function checkEnvironment(options: Options, webhookUrl: string | null): Promise<Finding[]> {
  const missing = missingDataverseOptions(options);
  if (missing.length > 0) return [skipped(`Dynamics: set ${missing.join(", ")} to check it from here`)];
  return checkDataverse(openDataverse(dataverseAccess(options)), { webhookUrl });
}
