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

/** `wave-sync connect`: joins a system to an environment, through the running connector. */
export function connectCommand(program: Command): void {
  const command = program
    .command("connect")
    .summary("join a system to an environment")
    .description(
      "Tells the running connector about an environment and a system: it signs in to both, sets the webhook's secret, registers\n" +
        "missing steps and seeds a mapping. Doing it again changes nothing. Import the solution first.",
    )
    .option(
      "--system <name>",
      `which system, where the settings of several are there: ${SYSTEMS.map(({ key }) => key).join(", ")}`,
    )
    .option(
      "--sign-in",
      "print a link where somebody signs in with Microsoft, instead of connecting as an application user",
    )
    .option(
      "--auto-sync",
      "import everything at once; with --sign-in, the box for it is ticked unless you say no",
    )
    .option("--no-auto-sync", "import nothing yet (the default)")
    .option(
      "--renew-secret",
      "have the system sign its events with a new secret; the former one is good for another day",
    )
    .option(
      "--renew-webhook-key",
      "have Dynamics send its events with a new key; the former one is good for another day",
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
  if (answer.subscribed) say(`  ${systemNamed(request.system)} tells of changes at once.`);
  for (const { message, nextStep } of answer.warnings) say(`  Please look at this: ${message} ${nextStep}`);
  say(
    answer.runIds.length > 0
      ? 'Everything is being imported: "wave-sync status" shows how it goes.'
      : 'Next: "wave-sync run" imports all contacts.',
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
  say(`Works once, until ${answer.expiresOn}. Whoever has it can connect: give it to one person only.`);
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
