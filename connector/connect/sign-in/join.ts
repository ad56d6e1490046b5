import { privilegesOf, mayConnect } from "../../dataverse/privileges";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";
import { storedTokenCache } from "../../environment/sign-in/stored-token-cache";
import { findEnvironment, type Environment } from "../../state/environments";
import type { SignIns } from "../../state/sign-ins";
import type { ConnectResponse } from "../admin-api";
import { checkConnectInput, type CheckedInput } from "../check-input";
import { connect, type ConnectParts } from "../connect";
import { withEntered, type AnyLink, type JoinSettings } from "./settings";
import { connectProblem, SignInError } from "./sign-in-error";

export interface JoinParts extends ConnectParts {
  readonly signIns: SignIns<AnyLink>;
}

/** Who wants which system joined to which environment. */
export interface Joining {
  readonly environmentId: string;
  readonly askerId: string;
  readonly system: string;
}

/**
 * Makes a link with which another system is joined to an environment that is connected. Whoever asked has signed in to Dynamics and may
 * connect there; how the connector gets in to Dynamics stays as it is, so the page asks for the system's settings alone.
 */
export async function makeJoinLink(
  { database, publicUrl, signIns }: JoinParts,
  { askerId, environmentId, system }: Joining,
): Promise<{ readonly url: string; readonly secret: string; readonly expiresOn: Date }> {
  const environment = await findEnvironment(database, { id: environmentId });
  if (!environment) throw new SignInError({ code: "SETUP_LINK_INVALID" });
  const settings: JoinSettings = { joins: { environmentId, askerId }, system, dataverseUrl: environment.url };
  const { expiresOn, link } = await signIns.createLink(settings);
  return { url: `${publicUrl()}/connect`, secret: link, expiresOn };
}

/**
 * Joins the system with what was entered on the page. Its mappings rest until somebody starts them in Dynamics.
 * @throws SignInError SETUP_LINK_INVALID where the environment is no longer connected, or who asked may no longer connect
 */
export async function joinSystem(
  parts: JoinParts,
  link: string,
  settings: JoinSettings,
  entered: Readonly<Record<string, string>>,
): Promise<{ readonly answer: ConnectResponse; readonly input: CheckedInput }> {
  const { askerId, environmentId } = settings.joins;
  const environment = await findEnvironment(parts.database, { id: environmentId });
  if (environment?.status !== "connected") throw new SignInError({ code: "SETUP_LINK_INVALID" });
  const runtime = await parts.environments.get(environmentId);
  const input = await inputOf(parts, environment, withEntered(settings, entered));
  if (!(await stillMay(runtime, askerId))) throw new SignInError({ code: "SETUP_LINK_INVALID" });
  if (!(await parts.signIns.useLink(link))) throw new SignInError({ code: "SETUP_LINK_INVALID" });
  try {
    return { answer: await connect(parts, input), input };
  } catch (error) {
    await parts.signIns.giveLinkBack(link);
    const names = { host: new URL(environment.url).host, system: input.system.system };
    const problem = connectProblem(error, names);
    throw problem ? new SignInError(problem, link) : error;
  }
}

const stillMay = async ({ client }: EnvironmentRuntime, askerId: string): Promise<boolean> =>
  mayConnect(await privilegesOf(client, askerId, { patienceMs: 0 }));

/** The input of a connection, as the environment was connected. @throws AdminError 400 where a setting cannot be used */
async function inputOf(
  { reach, secrets }: JoinParts,
  { authority, clientId, id, url }: Environment,
  settings: JoinSettings,
): Promise<CheckedInput> {
  const clientSecret = (await secrets.get(id, "clientSecret")) ?? "";
  const asked = { ...settings, dataverseUrl: url, authority, clientId, clientSecret, autoSync: false };
  const input = checkConnectInput(asked, reach);
  const signedIn = (await secrets.get(id, "tokenCache")) !== null;
  const delegated = signedIn ? { delegated: { cache: storedTokenCache(secrets, id) } } : {};
  return { ...input, credentials: { ...input.credentials, ...delegated }, mappingsRest: true };
}
