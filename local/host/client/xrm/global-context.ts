import { theHost } from "../host";
import { webResourceUrl } from "../scripts/libraries";

/** Version the local Dataverse reports (facts: solutions exported by 9.2.26053). */
const VERSION = "9.2.26053.146";

/** Xrm.Utility.getGlobalContext(). */
export function globalContext(): Record<string, unknown> {
  const { session, app } = theHost();
  const roles = session.roles.map((role) => ({ id: role.id, name: role.name, entityType: "role" }));
  return {
    getClientUrl: () => location.origin,
    getVersion: () => VERSION,
    isOnPremises: () => false,
    getCurrentAppName: async () => app.name,
    getCurrentAppUrl: () => `${location.origin}/main.aspx?appid=${app.id}`,
    getCurrentAppProperties: async () => ({
      appId: app.id,
      displayName: app.name,
      uniqueName: app.uniqueName,
      url: `${location.origin}/main.aspx?appid=${app.id}`,
      webResourceId: app.webResourceId ?? null,
      webResourceName: null,
      welcomePageId: null,
      welcomePageName: null,
    }),
    getWebResourceUrl: webResourceUrl,
    prependOrgName: (path: string) => path,
    getQueryStringParameters: () => Object.fromEntries(new URLSearchParams(location.search)),
    client: {
      getClient: () => "Web",
      getClientState: () => "Online",
      getFormFactor: () => 1,
      isOffline: () => !navigator.onLine,
      isNetworkAvailable: () => navigator.onLine,
    },
    organizationSettings: {
      languageId: 1033,
      organizationId: session.organizationId,
      uniqueName: "local",
      isAutoSaveEnabled: false,
      attributes: {},
    },
    userSettings: {
      userId: `{${session.userId.toUpperCase()}}`,
      userName: session.fullName,
      languageId: session.language,
      dateFormattingInfo: {
        ShortDatePattern: session.format.datePattern,
        ShortTimePattern: session.format.timePattern,
      },
      isRTL: false,
      isHighContrastEnabled: matchMedia("(forced-colors: active)").matches,
      getTimeZoneOffsetMinutes: () => zoneOffset(session.format.timeZone),
      roles: {
        get: () => roles,
        forEach: (f: (r: unknown) => void) => roles.forEach(f),
        getLength: () => roles.length,
      },
      securityRoles: roles.map((role) => role.id),
    },
  };
}

/** Minutes the user's zone is ahead of UTC now. */
function zoneOffset(timeZone: string): number {
  const now = new Date();
  const at = (zone: string) => new Date(now.toLocaleString("en-US", { timeZone: zone })).getTime();
  return Math.round((at(timeZone) - at("UTC")) / 60_000);
}
