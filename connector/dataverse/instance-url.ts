/**
 * Hosts of Dataverse environments: `<org>[.api].crm<n>.<suffix>`. Suffixes of the public cloud, GCC High, DoD and 21Vianet
 * (https://learn.microsoft.com/power-platform/admin/new-datacenter-regions, .../microsoft-dynamics-365-government).
 */
const DYNAMICS_HOST =
  /^[a-z0-9][a-z0-9-]{0,62}(\.api)?\.crm\d{0,2}\.(dynamics\.com|dynamics\.cn|microsoftdynamics\.us|microsoftdynamics\.de|appsplatform\.us)$/;

/** An instance URL that cannot be used; the message says what to do. */
export class InstanceUrlError extends Error {
  override readonly name = "InstanceUrlError";
}

/** True for hosts that never leave this machine: only there may http be used. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * What an admin typed -> the origin of a Dataverse environment, without a path or a slash at the end.
 * Only hosts of Dynamics are taken, by https, so that nobody can point the connector (and its sign-in) somewhere else;
 * a local Dynamics on this machine is the exception.
 * @throws InstanceUrlError
 */
export function checkInstanceUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InstanceUrlError(
      "This is no address. Enter the instance URL as the browser shows it, e.g. https://contoso.crm4.dynamics.com.",
    );
  }
  if (url.username || url.password) {
    throw new InstanceUrlError("The address holds a user name or a password. Enter it without.");
  }
  if (isLoopback(url.hostname)) return url.origin;
  if (url.protocol !== "https:") {
    throw new InstanceUrlError("The address begins with http. Enter it with https.");
  }
  if (url.port !== "") {
    throw new InstanceUrlError(
      "The address names a port. Dynamics 365 has none: enter e.g. https://contoso.crm4.dynamics.com.",
    );
  }
  if (!DYNAMICS_HOST.test(url.hostname)) {
    throw new InstanceUrlError(
      `"${url.hostname}" is no Dynamics 365 host. Enter the instance URL as the browser shows it, e.g. https://contoso.crm4.dynamics.com.`,
    );
  }
  return url.origin;
}
