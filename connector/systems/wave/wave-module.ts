import { WAVE_CONTACT_OBJECT, waveContactMapping } from "./contact-mapping";
import type { SystemModule } from "../contract/system";
import type { WaveSettings } from "./settings";
import { waveSettings } from "./settings";
import { WaveSystem } from "./wave-system";
import { readWaveEvents } from "./webhook";

/** Wave, for the registry. Settings arrive here parsed by `waveSettings`. */
export const wave: SystemModule = {
  system: "Wave",
  key: "wave",
  settings: waveSettings,
  open: (settings, { clock }) => new WaveSystem(settings as WaveSettings, undefined, clock),
  inbound: { readEvents: (settings, call) => readWaveEvents(settings as WaveSettings, call) },
  defaultMappings: ({ connectionId, mappingId }) => [
    {
      name: "Wave contacts",
      mapping: waveContactMapping({ id: mappingId(WAVE_CONTACT_OBJECT, "contact"), connectionId }),
    },
  ],
  credentialsGoTo: (settings) => [(settings as WaveSettings).apiBaseUrl],
  systemUrl: (settings) => (settings as WaveSettings).appUrl ?? (settings as WaveSettings).apiBaseUrl,
  recordUrlTemplate: (settings) => {
    const { appUrl } = settings as WaveSettings;
    return appUrl ? `${appUrl}/contacts/{id}` : null;
  },
};
