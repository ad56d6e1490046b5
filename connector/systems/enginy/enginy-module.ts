import type { SystemModule } from "../contract/system";
import { ENGINY_COMPANY_OBJECT, enginyCompanyMapping } from "./company-mapping";
import { ENGINY_CONTACT_OBJECT, enginyContactMapping } from "./contact-mapping";
import { enginyRoutes } from "./custom-crm/routes";
import { EnginySystem } from "./enginy-system";
import { readEnginyEvents } from "./webhook";
import { enginySettings, type EnginySettings } from "./settings";

/** Each look at what events have missed reads all there is. */
const HOURLY = 60;

/** Enginy, for the registry. Its lists hold whom one might write to, customers or not: so both mappings wait for an admin to switch them on. */
export const enginy: SystemModule = {
  system: "Enginy",
  key: "enginy",
  settings: enginySettings,
  open: (settings, kit) => new EnginySystem(settings as EnginySettings, kit),
  inbound: { readEvents: (_settings, call) => readEnginyEvents(call) },
  routes: enginyRoutes,
  workspaceOf: (settings) => {
    const { apiBaseUrl, apiKey } = settings as EnginySettings;
    return `${apiBaseUrl}\n${apiKey}`;
  },
  activities: true,
  defaultMappings: ({ connectionId, mappingId }) => [
    {
      name: "Enginy contacts",
      scheduleMinutes: HOURLY,
      startsAs: "draft",
      mapping: enginyContactMapping({ id: mappingId(ENGINY_CONTACT_OBJECT, "contact"), connectionId }),
    },
    {
      name: "Enginy companies",
      scheduleMinutes: HOURLY,
      startsAs: "draft",
      mapping: enginyCompanyMapping({ id: mappingId(ENGINY_COMPANY_OBJECT, "account"), connectionId }),
    },
  ],
  credentialsGoTo: (settings) => [(settings as EnginySettings).apiBaseUrl],
  systemUrl: (settings) => (settings as EnginySettings).appUrl ?? (settings as EnginySettings).apiBaseUrl,
  recordUrlTemplate: (settings) => {
    const { appUrl } = settings as EnginySettings;
    if (!appUrl) return null;
    return `${appUrl}/contacts/{${ENGINY_CONTACT_OBJECT}} ${appUrl}/companies/{${ENGINY_COMPANY_OBJECT}}`;
  },
};
