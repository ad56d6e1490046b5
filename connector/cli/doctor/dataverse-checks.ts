import { serviceEndpoint, solution, steps as eventSteps } from "../../../core/generated/schema";
import { wrongBy } from "../../clock/told-time";
import { describeSkew, SKEW_CURE } from "../../environment/clock-skew";
import { stringLiteral } from "../../../core/odata/literal";
import { API_STEPS, type WantedStep } from "../../environment/steps/webhook-steps";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Transport } from "../../dataverse/transport";
import { KEY_FAILED_CURE, keyStates } from "../solution/keys";
import { failed, ok, type Finding } from "./check";

/** The host the solution's service endpoint has until it is connected. */
const PLACEHOLDER_HOST = "connector.invalid";

/** What was found out before. */
interface Known {
  /** Where Dynamics should call the connector; null when that could not be asked. */
  readonly webhookUrl: string | null;
}

/** Looks at an environment from sign-in to steps; stops at the first thing without which the rest makes no sense. */
export async function checkDataverse(dataverse: Transport, known: Known): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of [checkSignIn, checkSolution, checkKeys, checkEndpoint, checkSteps]) {
    const finding = await check(dataverse, known).catch((error: unknown) => brokenCheck(error));
    findings.push(finding);
    if (finding.state === "failed") break;
  }
  return [...findings, ...clockFindings(dataverse)];
}

async function checkSignIn(dataverse: Transport): Promise<Finding> {
  try {
    await get(dataverse, "WhoAmI");
    return ok(`Signed in to ${dataverse.url}`);
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    if (error.status === 0)
      return failed(
        `${dataverse.url} can't be reached: ${error.message}`,
        "Check --url and that this computer can reach it.",
      );
    return failed(
      `${dataverse.url} rejected the sign-in: ${error.message}`,
      "Check --tenant, --client-id and the secret; add the application as an application user of this environment.",
    );
  }
}

/** By the dates of the answers before; nothing where the clock is right, or nobody has answered. */
function clockFindings({ time }: Transport): readonly Finding[] {
  const seconds = wrongBy(time.now(), new Date());
  return seconds === null ? [] : [failed(describeSkew({ than: "Dynamics 365", seconds }), SKEW_CURE)];
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
      "Wait a minute or two and run this again.",
    );
  return ok("The alternate keys are active");
}

async function checkEndpoint(dataverse: Transport, { webhookUrl }: Known): Promise<Finding> {
  const path = `serviceendpoints?$select=url&$filter=name eq ${stringLiteral(serviceEndpoint.name)}`;
  const url = (await get<{ url: string | null }>(dataverse, path))[0]?.url;
  if (!url) return failed("The service endpoint is missing", 'Run "wave-sync import" again.');
  const { hostname, origin } = new URL(url);
  if (hostname === PLACEHOLDER_HOST)
    return failed("The service endpoint isn't configured yet", 'Run "wave-sync connect".');
  if (webhookUrl !== null && url !== webhookUrl)
    return failed(
      `Dynamics calls ${url}, and this connector expects to be called at ${webhookUrl}`,
      'If this connector is the one to be called, set WAVE_SYNC_PUBLIC_URL to the address Dynamics reaches it at and run "wave-sync connect" again; if another one is, name it with --connector.',
    );
  return ok(`Dynamics calls ${webhookUrl === null ? "a connector" : "this connector"} at ${origin}`);
}

/** What a connected environment has: steps for what people ask for, and those that tell of contacts. */
const STEPS: readonly WantedStep[] = [...API_STEPS, ...eventSteps];

/** A row of sdkmessageprocessingstep. */
interface StepRow {
  readonly sdkmessageprocessingstepid: string;
  readonly statecode: number;
}

async function checkSteps(dataverse: Transport): Promise<Finding> {
  const path = `sdkmessageprocessingsteps?$select=sdkmessageprocessingstepid,statecode&$filter=startswith(name,${stringLiteral(serviceEndpoint.name)})`;
  const rows = await get<StepRow>(dataverse, path);
  const there = new Map(rows.map((row) => [row.sdkmessageprocessingstepid.toLowerCase(), row]));
  const connect = `Run "wave-sync connect": it registers what is missing and switches on what is off. ${WITHOUT_STEPS}`;
  const missing = STEPS.filter((step) => !there.has(step.id));
  if (missing.length > 0)
    return failed(
      `${missing.length} of ${STEPS.length} webhook steps are missing: ${namesOf(missing)}`,
      connect,
    );
  const off = STEPS.filter((step) => there.get(step.id)?.statecode !== ENABLED);
  if (off.length > 0) return failed(`Switched off: ${namesOf(off)}`, connect);
  return ok(
    `All webhook steps are enabled: ${API_STEPS.length} for commands, ${eventSteps.length} for changes`,
  );
}

const ENABLED = 0;
const WITHOUT_STEPS =
  "Without them, the sync commands don't work, and changes in Dynamics wait for the next scheduled check.";

/** "Update of contact", "wave_Push". */
function namesOf(some: readonly WantedStep[]): string {
  return some.map(({ message, table }) => (table === null ? message : `${message} of ${table}`)).join(", ");
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
      "This application user is missing permissions that the connector needs",
      'Run "wave-sync import" if the solution is not there yet, then give the application user the role Wave Sync Connector.',
    );
  }
  const words = error instanceof Error ? error.message : String(error);
  return failed(
    `Dataverse answered something unexpected: ${words}`,
    "Try again. If the problem continues, check the environment's health in the Power Platform admin center.",
  );
}
