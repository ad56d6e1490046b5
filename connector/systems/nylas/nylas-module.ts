import type { SystemModule } from "../contract/system";
import { nylasMessageMapping } from "./message-mapping";
import { NYLAS_MESSAGE_OBJECT } from "./message-record";
import { NylasSystem } from "./nylas-system";
import { nylasSettings, type NylasSettings } from "./settings";
import { MOST_BYTES, nylasChallenge, readNylasEvents } from "./webhook";

/** Nylas, for the registry. What an event tells of is logged within seconds; what events missed is found by the next look. */
export const nylas: SystemModule = {
  system: "Nylas",
  key: "nylas",
  settings: nylasSettings,
  open: (settings, kit) => new NylasSystem(settings as NylasSettings, kit),
  inbound: {
    secretFrom: "system",
    mostBytes: MOST_BYTES,
    // Any other answer counts as a failure there.
    takenStatus: 200,
    challenge: nylasChallenge,
    readEvents: (_settings, call) => readNylasEvents(call),
  },
  defaultMappings: ({ connectionId, mappingId }) => [
    {
      name: "Nylas email",
      mapping: nylasMessageMapping({ id: mappingId(NYLAS_MESSAGE_OBJECT, "email"), connectionId }),
    },
  ],
  credentialsGoTo: (settings) => [(settings as NylasSettings).apiBaseUrl],
  systemUrl: (settings) => (settings as NylasSettings).apiBaseUrl,
  recordUrlTemplate: () => null,
};
