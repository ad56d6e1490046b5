import type { ConnectRequest, SignInLinkRequest } from "../admin-api";
import { AdminError } from "../admin-error";
import { checkConnectInput, missingSettings, type CheckedInput } from "../check-input";
import { settingsOf, type DescribedSetting } from "../../systems/contract/settings";
import { systemByKey } from "../../systems/registry";
import { isLoopback } from "../../../core/values/loopback";
import type { DelegatedCredentials } from "../../dataverse/credentials";
import type { Reach } from "../../network/reach";
import { tokenCacheInMemory } from "../../dataverse/token-cache";

/** What a setup link was made with; the instance URL may still be open. */
export type LinkSettings = SignInLinkRequest;

/** What a link was made with that joins another system to an environment that is connected: how to get in there is known. */
export interface JoinSettings extends Readonly<Record<string, unknown>> {
  readonly joins: { readonly environmentId: string; readonly askerId: string };
  /** A system's key. */
  readonly system: string;
  readonly dataverseUrl: string;
}

/** What any setup link was made with. */
export type AnyLink = LinkSettings | JoinSettings;

export const isJoining = (settings: AnyLink): settings is JoinSettings => settings.joins !== undefined;

export type DelegatedInput = CheckedInput & { readonly credentials: DelegatedCredentials };

/** Stands for an environment that is not known yet, so that everything else can be checked. */
const ANY_ENVIRONMENT = "https://contoso.crm4.dynamics.com";

/**
 * What the person is asked for beside the instance URL: nothing where the link brought all that its system needs. Whoever joins a system
 * has no command line at hand, so she may enter all there is.
 */
export function askedOnPage(settings: AnyLink): readonly DescribedSetting[] {
  const system = systemByKey(settings.system);
  if (isJoining(settings)) return system ? settingsOf(system) : [];
  const given = (settings[settings.system] as object | undefined) ?? {};
  if (!system || missingSettings(system, given).length === 0) return [];
  return settingsOf(system).filter(({ name, onPage }) => onPage && !(name in given));
}

/** The settings with what was entered on the page. @throws AdminError 400 SETTING_NOT_USABLE, which names the setting */
export function withEntered<S extends AnyLink>(settings: S, entered: Readonly<Record<string, string>>): S {
  const key = settings.system;
  const complete = { ...(settings[key] as object | undefined), ...entered };
  const parsed = systemByKey(key)?.settings.safeParse(complete);
  const [issue] = parsed?.error?.issues ?? [];
  if (issue) throw new AdminError(400, "SETTING_NOT_USABLE", { setting: String(issue.path[0]) });
  return { ...settings, [key]: complete };
}

/** Checks all that a setup link is made with. @throws AdminError 400 */
export function checkLinkSettings(body: unknown, reach: Reach): LinkSettings {
  const settings = body as LinkSettings;
  const authority = URL.parse(String(settings?.authority ?? ""));
  const anywhere = authority && isLoopback(authority.hostname) ? authority.origin : ANY_ENVIRONMENT;
  checkConnectInput({ ...settings, dataverseUrl: settings?.dataverseUrl || anywhere }, reach, true);
  // Only Dynamics says who may join a system without signing in here.
  const { joins: _, ...checked } = settings;
  return checked as LinkSettings;
}

/** The settings with the URL a person entered, as {@link connect} takes them: for a person, with a token cache of its own. */
export function inputFor(settings: LinkSettings, dataverseUrl: string, reach: Reach): DelegatedInput {
  const input = checkConnectInput({ ...settings, dataverseUrl } as ConnectRequest, reach);
  return { ...input, credentials: { ...input.credentials, delegated: { cache: tokenCacheInMemory() } } };
}
