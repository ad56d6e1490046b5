import type { SystemModule } from "../contract/system";
import { FRONT_ACCOUNT_OBJECT, frontAccountMapping } from "./account-mapping";
import { FRONT_CONTACT_OBJECT, frontContactMapping } from "./contact-mapping";
import { FrontSystem } from "./front-system";
import { frontSettings, type FrontSettings } from "./settings";

/** Changes in Dynamics arrive by themselves; what they missed is looked for once a day, since each look costs of a small budget. */
const DAILY = 24 * 60;

/** Front, for the registry. It tells nobody of changes to accounts or contacts, so there is nothing inbound. */
export const front: SystemModule = {
  system: "Front",
  key: "front",
  settings: frontSettings,
  open: (settings, kit) => new FrontSystem(settings as FrontSettings, kit),
  defaultMappings: ({ connectionId, mappingId }) => [
    {
      name: "Front accounts",
      scheduleMinutes: DAILY,
      mapping: frontAccountMapping({ id: mappingId(FRONT_ACCOUNT_OBJECT, "account"), connectionId }),
    },
    {
      name: "Front contacts",
      scheduleMinutes: DAILY,
      startsAs: "draft",
      mapping: frontContactMapping({ id: mappingId(FRONT_CONTACT_OBJECT, "contact"), connectionId }),
    },
  ],
  credentialsGoTo: (settings) => [(settings as FrontSettings).apiBaseUrl],
  systemUrl: (settings) => (settings as FrontSettings).apiBaseUrl,
  recordUrlTemplate: (settings) => {
    const { accountUrl, contactUrl } = settings as FrontSettings;
    const known = [
      ...(accountUrl ? [`${accountUrl}/{${FRONT_ACCOUNT_OBJECT}}`] : []),
      ...(contactUrl ? [`${contactUrl}/{${FRONT_CONTACT_OBJECT}}`] : []),
    ];
    return known.length > 0 ? known.join(" ") : null;
  },
};
