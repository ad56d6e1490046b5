import type { SignInLinkResponse } from "../admin/types";
import { checkLinkSettings } from "./settings";
import { CALLBACK_PATH, type StartParts } from "./start";

/** Makes a setup link; only the admin key leads here. @throws AdminError 400 */
export async function makeSignInLink(
  { signIns, publicUrl }: StartParts,
  body: unknown,
): Promise<SignInLinkResponse> {
  const { link, expiresOn } = await signIns.createLink(checkLinkSettings(body));
  return {
    url: `${publicUrl()}/connect?link=${link}`,
    expiresOn: expiresOn.toISOString(),
    redirectUri: publicUrl() + CALLBACK_PATH,
  };
}
