import type { ConnectRequest, SignInLinkRequest } from "../admin-api";
import { checkConnectInput, type CheckedInput } from "../check-input";
import { isLoopback } from "../../../core/values/loopback";
import type { DelegatedCredentials } from "../../dataverse/credentials";
import type { Reach } from "../../network/reach";
import { tokenCacheInMemory } from "../../dataverse/token-cache";

/** What a setup link was made with; the instance URL may still be open. */
export type LinkSettings = SignInLinkRequest;

export type DelegatedInput = CheckedInput & { readonly credentials: DelegatedCredentials };

/** Stands for an environment that is not known yet, so that everything else can be checked. */
const ANY_ENVIRONMENT = "https://contoso.crm4.dynamics.com";

/** Checks all that a setup link is made with. @throws AdminError 400 */
export function checkLinkSettings(body: unknown, reach: Reach): LinkSettings {
  const settings = body as LinkSettings;
  const authority = URL.parse(String(settings?.authority ?? ""));
  const anywhere = authority && isLoopback(authority.hostname) ? authority.origin : ANY_ENVIRONMENT;
  checkConnectInput({ ...settings, dataverseUrl: settings?.dataverseUrl || anywhere }, reach);
  return settings;
}

/** The settings with the URL a person entered, as {@link connect} takes them: for a person, with a token cache of its own. */
export function inputFor(settings: LinkSettings, dataverseUrl: string, reach: Reach): DelegatedInput {
  const input = checkConnectInput({ ...settings, dataverseUrl } satisfies ConnectRequest, reach);
  return { ...input, credentials: { ...input.credentials, delegated: { cache: tokenCacheInMemory() } } };
}
