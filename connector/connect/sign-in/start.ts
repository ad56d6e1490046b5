import { AdminError } from "../admin-error";
import { newPkce, signInAddress } from "../../dataverse/delegated-sign-in";
import type { Reach } from "../../network/reach";
import type { SignIns } from "../../state/sign-ins";
import { inputFor, withEntered, type AnyLink, type LinkSettings } from "./settings";
import { exchangeProblem, SignInError } from "./sign-in-error";
import { isSignInCode } from "./texts";

export interface StartParts {
  readonly signIns: SignIns<AnyLink>;
  readonly publicUrl: () => string;
  readonly reach: Reach;
}

export const CALLBACK_PATH = "/connect/callback";

/** Begins a sign-in: gives where to send the browser, and what to bind it with. @throws SignInError */
export async function startSignIn(
  { signIns, publicUrl, reach }: StartParts,
  asked: {
    readonly link: string;
    readonly settings: LinkSettings;
    readonly url: string;
    /** What was entered of the system's settings. */
    readonly entered: Readonly<Record<string, string>>;
    /** Whether everything is imported at once. */
    readonly autoSync: boolean;
    /** Whether somebody else than before may sign in. */
    readonly otherAccount: boolean;
  },
): Promise<{ readonly address: string; readonly browser: string }> {
  const { link, settings, url, entered, autoSync, otherAccount } = asked;
  const input = checked(settings, entered, url, link, reach);
  const { verifier, challenge } = await newPkce();
  const { state, browser } = await signIns.begin({
    link,
    dataverseUrl: input.dataverseUrl,
    entered,
    verifier,
    autoSync,
    otherAccount,
  });
  const redirectUri = publicUrl() + CALLBACK_PATH;
  const to = { redirectUri, state, challenge };
  const address = await signInAddress(input.dataverseUrl, input.credentials, to).catch((error: unknown) => {
    throw new SignInError(exchangeProblem(error), link);
  });
  return { address, browser };
}

function checked(
  settings: LinkSettings,
  entered: Readonly<Record<string, string>>,
  url: string,
  link: string,
  reach: Reach,
) {
  try {
    return inputFor(withEntered(settings, entered), url, reach);
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    // What else was checked when the link was made does not go with this URL: a local sign-in service, or a real environment.
    const problem = isSignInCode(error.code)
      ? { code: error.code, params: error.params }
      : ({ code: "URL_NOT_DYNAMICS", params: { host: URL.parse(url)?.hostname ?? "" } } as const);
    throw new SignInError(problem, link);
  }
}
