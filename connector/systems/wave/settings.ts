import { z } from "zod";
import { addressSetting, keySetting, setting } from "../contract/settings";
import { waveContract } from "./contract";
import words from "./settings-words.json";

/** Long enough that nobody tries them all. */
const MIN_SECRET_LENGTH = 16;

/** What an admin enters to connect Wave; the rest has defaults. */
export const waveSettings = z.object({
  apiBaseUrl: setting(addressSetting("apiBaseUrl"), {
    option: "api",
    variable: "WAVE_API_BASE_URL",
    secret: false,
    onPage: true,
    words: words.apiBaseUrl,
  }),
  apiKey: setting(keySetting("apiKey", "Wave's settings"), {
    option: "key",
    variable: "WAVE_API_KEY",
    secret: true,
    onPage: true,
    words: words.apiKey,
  }),
  /** Wave's web app; `{appUrl}/contacts/{id}` opens a contact. */
  appUrl: setting(addressSetting("appUrl").optional(), {
    option: "app",
    variable: "WAVE_APP_URL",
    secret: false,
    onPage: true,
    words: words.appUrl,
  }),
  /** What else events may be signed with, or bring along in a header: for Zapier, which an admin sets up by hand. */
  webhookSecret: setting(
    z
      .string()
      .min(
        MIN_SECRET_LENGTH,
        `webhookSecret is shorter than ${MIN_SECRET_LENGTH} characters. Choose a longer one.`,
      )
      .optional(),
    {
      option: "webhook-secret",
      variable: "WAVE_WEBHOOK_SECRET",
      secret: true,
      onPage: false,
      words: words.webhookSecret,
    },
  ),
  contract: waveContract.prefault({}),
});

export type WaveSettings = z.infer<typeof waveSettings>;
