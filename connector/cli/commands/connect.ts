import type { Command } from "commander";
import type { ConnectRequest, SignInLinkRequest } from "../../connect/admin-api";
import { AdminClient } from "../admin-client";
import { connectorAddress, withConnectorOptions, type ConnectorOptions } from "../connector-options";
import {
  dataverseAccess,
  signInAccess,
  withDataverseOptions,
  type DataverseOptions,
} from "../dataverse-options";
import { print, say } from "../output";
import { systemExample, systemMeant, withSystemOptions, type SystemOptions } from "../system-options";
import { SYSTEMS, systemByKey } from "../../systems/registry";

type Options = ConnectorOptions & DataverseOptions & SystemOptions & ConnectOptions;

interface ConnectOptions {
  readonly system?: string;
  readonly json?: boolean;
  readonly signIn?: boolean;
  readonly autoSync?: boolean;
  readonly renewSecret?: boolean;
  readonly renewWebhookKey?: boolean;
}

/** `wave-sync connect`: connects a system to an environment, through the running connector. */
export function connectCommand(program: Command): void {
  const command = program
    .command("connect")
    .summary("connect a system to an environment")
    .description(
      "Connects a system to an environment: signs in to both, sets the webhook secret, registers missing steps, and adds a\n" +
        "default mapping. You can connect again at any time; existing mappings stay as they are. Import the solution first.",
    )
    .option(
      "--system <name>",
      `which system to connect, if settings of several are given: ${SYSTEMS.map(({ key }) => key).join(", ")}`,
    )
    .option(
      "--sign-in",
      "print a link where someone signs in with Microsoft, instead of connecting as an application user",
    )
    .option("--auto-sync", "import all records now (with --sign-in, selects the check box on the page)")
    .option("--no-auto-sync", "import nothing yet (the default)")
    .option(
      "--renew-secret",
      "create a new secret for the signatures of the system's events; the old one stays valid for one day",
    )
    .option(
      "--renew-webhook-key",
      "create a new key for the events of Dynamics; the old one stays valid for one day",
    )
    .option("--json", "print the answer as JSON");
  const example = systemExample();
  withConnectorOptions(withSystemOptions(withDataverseOptions(command)))
    .addHelpText(
      "after",
      `\nExample:\n  $ DATAVERSE_CLIENT_SECRET=... ${example.environment} wave-sync connect --url https://contoso.crm4.dynamics.com \\\n` +
        `      --tenant contoso.com --client-id 0000... ${example.options}`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  if (options.signIn) return printLink(options);
  const request = toRequest(options);
  const answer = await new AdminClient(await connectorAddress(options)).connect(request);
  if (options.json) return print(JSON.stringify(answer));
  say(
    `Connected ${systemNamed(request.system)} to ${answer.dataverseUrl} (solution ${answer.solutionVersion}).`,
  );
  for (const mapping of answer.mappings) say(`  ${mapping.systemObject} -> ${mapping.table}`);
  if (answer.stepsRegistered.length > 0) say(`  Registered: ${answer.stepsRegistered.join(", ")}`);
  if (answer.subscribed) say(`  ${systemNamed(request.system)} sends changes in real time.`);
  for (const { message, nextStep } of answer.warnings) say(`  Warning: ${message} ${nextStep}`);
  say(
    answer.runIds.length > 0
      ? 'All records are being imported. To check progress, run "wave-sync status".'
      : 'Next: to import all records, run "wave-sync run".',
  );
}

/** The link is the answer, so that it can be piped; what to know about it goes beside. */
async function printLink(options: Options): Promise<void> {
  const { url, tenant, ...client } = signInAccess(options);
  const request: SignInLinkRequest = {
    ...client,
    dataverseUrl: url,
    tenantId: tenant,
    ...system(options, true),
  };
  const answer = await new AdminClient(await connectorAddress(options)).signInLink(request);
  if (options.json) return print(JSON.stringify(answer));
  print(answer.url);
  say(
    `The link works once, until ${answer.expiresOn}. Anyone who has it can connect, so share it with one person only.`,
  );
  say(`The application in Entra needs this redirect address (platform "Web"): ${answer.redirectUri}`);
}

function toRequest(options: Options): ConnectRequest {
  const { url, tenant, authority, clientId, clientSecret } = dataverseAccess(options);
  return {
    dataverseUrl: url,
    tenantId: tenant,
    authority,
    clientId,
    clientSecret,
    ...system(options, false),
  };
}

/** @param partly what is missing of the system's settings is entered on the page */
function system(
  options: Options,
  partly: boolean,
): Pick<ConnectRequest, "system" | "autoSync" | "renewSecret" | "renewWebhookKey"> {
  const { module, input } = systemMeant(options, options.system, partly);
  const { autoSync, renewSecret, renewWebhookKey } = options;
  return { system: module.key, [module.key]: input, autoSync, renewSecret, renewWebhookKey };
}

const systemNamed = (key: string) => systemByKey(key)?.system ?? key;
