import type { ConnectResponse } from "../admin-api";
import { connect, type ConnectParts } from "../connect";
import { redeemCode } from "../../dataverse/delegated-sign-in";
import type { SignIns } from "../../state/sign-ins";
import { inputFor, isJoining, withEntered, type AnyLink, type DelegatedInput } from "./settings";
import { aadstsIn, connectProblem, exchangeProblem, plainCode, SignInError } from "./sign-in-error";
import { CALLBACK_PATH } from "./start";

export interface FinishParts extends ConnectParts {
  readonly signIns: SignIns<AnyLink>;
}

/** The query of the callback, as it came. */
export interface CallbackQuery {
  readonly state?: unknown;
  readonly code?: unknown;
  readonly error?: unknown;
  readonly error_description?: unknown;
}

/**
 * Ends a sign-in: the state must be one of ours, unused, and of this browser; then the code is exchanged and the
 * connection made as the person. Gives her object id in Entra too. @throws SignInError
 */
export async function finishSignIn(
  parts: FinishParts,
  query: CallbackQuery,
  browser: string,
): Promise<{ readonly answer: ConnectResponse; readonly input: DelegatedInput; readonly account: string }> {
  const attempt = typeof query.state === "string" ? await parts.signIns.take(query.state, browser) : null;
  if (!attempt || isJoining(attempt.settings)) throw new SignInError({ code: "SIGN_IN_STATE_INVALID" });
  const { link, dataverseUrl, verifier, autoSync, otherAccount } = attempt;
  const settings = withEntered(attempt.settings, attempt.entered);
  if (typeof query.code !== "string") {
    const details = aadstsIn(query.error_description) ?? plainCode(query.error);
    const denied = query.error === "access_denied" || query.error === "consent_required";
    throw new SignInError({ code: denied ? "SIGN_IN_DENIED" : "SIGN_IN_FAILED", params: { details } }, link);
  }
  const input = { ...inputFor({ ...settings, autoSync }, dataverseUrl, parts.reach), otherAccount };
  const redirectUri = parts.publicUrl() + CALLBACK_PATH;
  const account = await redeemCode(dataverseUrl, input.credentials, {
    code: query.code,
    redirectUri,
    verifier,
  }).catch((error: unknown) => {
    throw new SignInError(exchangeProblem(error), link);
  });
  // Before anything is changed: of two people with the same link, one connects.
  if (!(await parts.signIns.useLink(link))) throw new SignInError({ code: "SETUP_LINK_INVALID" });
  try {
    return { answer: await connect(parts, input), input, account };
  } catch (error) {
    await parts.signIns.giveLinkBack(link);
    const names = { host: new URL(dataverseUrl).host, system: input.system.system };
    const problem = connectProblem(error, names);
    throw problem ? new SignInError(problem, link) : error;
  }
}
