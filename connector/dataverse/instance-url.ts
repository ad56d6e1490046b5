import { isLoopback } from "../../core/values/loopback";

/**
 * Hosts of Dataverse environments: `<org>[.api].crm<n>.<suffix>`. Suffixes of the public cloud, GCC High, DoD and 21Vianet
 * (https://learn.microsoft.com/power-platform/admin/new-datacenter-regions, .../microsoft-dynamics-365-government).
 */
const DYNAMICS_HOST =
  /^[a-z0-9][a-z0-9-]{0,62}(\.api)?\.crm\d{0,2}\.(dynamics\.com|dynamics\.cn|microsoftdynamics\.us|microsoftdynamics\.de|appsplatform\.us)$/;

/** What is wrong with an instance URL; the words are in `admin/texts.json`. */
export type InstanceUrlFault =
  "URL_UNREADABLE" | "URL_WITH_CREDENTIALS" | "URL_NOT_HTTPS" | "URL_WITH_PORT" | "URL_NOT_DYNAMICS";

/** An instance URL that cannot be used. */
export class InstanceUrlError extends Error {
  override readonly name = "InstanceUrlError";

  constructor(
    readonly code: InstanceUrlFault,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

/**
 * What an admin typed -> the origin of a Dataverse environment, without a path or a slash at the end.
 * Only hosts of Dynamics are taken, by https, so that nobody can point the connector (and its sign-in) somewhere else;
 * a local Dynamics on this machine is the exception.
 * @param allowLocal whether that exception is made
 * @throws InstanceUrlError
 */
export function checkInstanceUrl(text: string, allowLocal = false): string {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol)) throw new InstanceUrlError("URL_UNREADABLE");
  if (url.username || url.password) throw new InstanceUrlError("URL_WITH_CREDENTIALS");
  if (isLoopback(url.hostname)) {
    if (allowLocal) return url.origin;
    throw new InstanceUrlError("URL_NOT_DYNAMICS", { host: url.hostname });
  }
  if (url.protocol !== "https:") throw new InstanceUrlError("URL_NOT_HTTPS");
  if (url.port !== "") throw new InstanceUrlError("URL_WITH_PORT");
  if (!DYNAMICS_HOST.test(url.hostname))
    throw new InstanceUrlError("URL_NOT_DYNAMICS", { host: url.hostname });
  return url.origin;
}
