import { solution } from "../../../core/generated/schema";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Transport } from "../../dataverse/transport";
import { KEY_FAILED_CURE, keyStates } from "../solution-import";
import { failed, ok, type Finding } from "./check";

/** The host the solution's service endpoint has until it is connected. */
const PLACEHOLDER_HOST = "connector.invalid";

/** The webhook steps the solution brings, one for each Custom API a person can call on a record. */
const STEPS_NEEDED = 3;

const ENDPOINT_NAME = "Wave Sync connector";

/** Looks at an environment from sign-in to steps; stops at the first thing without which the rest makes no sense. */
export async function checkDataverse(dataverse: Transport): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of [checkSignIn, checkSolution, checkKeys, checkEndpoint, checkSteps]) {
    const finding = await check(dataverse).catch((error: unknown) => brokenCheck(error));
    findings.push(finding);
    if (finding.state === "failed") break;
  }
  return findings;
}

async function checkSignIn(dataverse: Transport): Promise<Finding> {
  try {
    await get(dataverse, "WhoAmI");
    return ok(`Signed in to ${dataverse.url}`);
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    if (error.status === 0)
      return failed(
        `${dataverse.url} cannot be reached: ${error.message}`,
        "Check --url and that this machine may reach it.",
      );
    return failed(
      `${dataverse.url} refuses the sign-in: ${error.message}`,
      "Check --tenant, --client-id and the secret; add the application as an application user of this environment.",
    );
  }
}

async function checkSolution(dataverse: Transport): Promise<Finding> {
  const path = `solutions?$select=version&$filter=uniquename eq '${solution.uniqueName}'`;
  const found = (await get<{ version: string }>(dataverse, path))[0];
  if (!found) return failed("The solution is not in this environment", 'Run "wave-sync import".');
  if (found.version === solution.version) return ok(`Solution ${found.version} is imported`);
  return failed(
    `The environment has solution ${found.version}, this connector brings ${solution.version}`,
    'Run "wave-sync import" to update it.',
  );
}

async function checkKeys(dataverse: Transport): Promise<Finding> {
  const { failed: broken, pending } = await keyStates(dataverse);
  if (broken.length > 0)
    return failed(`Alternate keys could not be built: ${broken.join(", ")}`, KEY_FAILED_CURE);
  if (pending.length > 0)
    return failed(
      `Alternate keys are being built: ${pending.join(", ")}`,
      "Wait a minute or two and look again.",
    );
  return ok("The alternate keys are active");
}

async function checkEndpoint(dataverse: Transport): Promise<Finding> {
  const path = `serviceendpoints?$select=url&$filter=name eq '${ENDPOINT_NAME}'`;
  const url = (await get<{ url: string | null }>(dataverse, path))[0]?.url;
  if (!url) return failed("The service endpoint is missing", 'Run "wave-sync import" again.');
  if (new URL(url).hostname === PLACEHOLDER_HOST) {
    return failed("The service endpoint has neither address nor secret yet", 'Run "wave-sync connect".');
  }
  return ok(`Dynamics calls the connector at ${new URL(url).origin}`);
}

async function checkSteps(dataverse: Transport): Promise<Finding> {
  const path = `sdkmessageprocessingsteps?$select=name,statecode&$filter=startswith(name,'${ENDPOINT_NAME}')`;
  const steps = await get<{ name: string; statecode: number }>(dataverse, path);
  if (steps.length < STEPS_NEEDED) {
    return failed(
      `${steps.length} of ${STEPS_NEEDED} webhook steps are registered`,
      'Run "wave-sync connect": it registers what is missing.',
    );
  }
  const off = steps.filter((step) => step.statecode !== 0);
  if (off.length > 0)
    return failed(
      `Switched off: ${off.map((step) => step.name).join(", ")}`,
      "Enable these SDK message processing steps.",
    );
  return ok(`${steps.length} webhook steps are registered`);
}

async function get<T>(dataverse: Transport, path: string): Promise<readonly T[]> {
  // A person is waiting and wants to know now: no patience with limits.
  const { text } = await dataverse.send(
    { method: "GET", path, deadlineMs: 15_000 },
    { repeatable: false, patienceMs: 0 },
  );
  return (JSON.parse(text) as { value?: readonly T[] }).value ?? [];
}

function brokenCheck(error: unknown): Finding {
  if (error instanceof DataverseError && error.status === 403) {
    return failed(
      "This application user may not do what the connector has to",
      'Run "wave-sync import" if the solution is not there yet, then give the application user the role Wave Sync Connector.',
    );
  }
  const words = error instanceof Error ? error.message : String(error);
  return failed(
    `Dataverse answered something unexpected: ${words}`,
    "Try again; if it stays, the environment's health page may know more.",
  );
}
