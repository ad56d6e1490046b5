import { z } from "zod";
import { addressSetting, keySetting, setting } from "../contract/settings";
import words from "./settings-words.json";

/** Enginy's REST interface. */
export const ENGINY_API = "https://openapi.enginy.ai";

/** The smallest limit that Enginy names for an endpoint, until a plan of one's own is known. */
const SMALLEST_LIMIT = 30;

/** What an admin enters to connect Enginy. */
export const enginySettings = z.object({
  apiBaseUrl: setting(addressSetting("apiBaseUrl").default(ENGINY_API), {
    option: "api",
    variable: "ENGINY_API_BASE_URL",
    secret: false,
    onPage: false,
    words: words.apiBaseUrl,
  }),
  apiKey: setting(keySetting("apiKey", "Enginy's API dashboard"), {
    option: "key",
    variable: "ENGINY_API_KEY",
    secret: true,
    onPage: true,
    words: words.apiKey,
  }),
  appUrl: setting(addressSetting("appUrl").optional(), {
    option: "app",
    variable: "ENGINY_APP_URL",
    secret: false,
    onPage: false,
    words: words.appUrl,
  }),
  requestsPerMinute: setting(z.coerce.number().int().min(1).default(SMALLEST_LIMIT), {
    option: "requests-per-minute",
    variable: "ENGINY_MAX_RPM",
    secret: false,
    onPage: false,
    words: words.requestsPerMinute,
  }),
  customCrm: setting(z.enum(["yes", "no"], "customCrm must be yes or no.").default("yes"), {
    option: "crm",
    variable: "ENGINY_CRM",
    secret: false,
    onPage: false,
    words: words.customCrm,
  }),
});

export type EnginySettings = z.infer<typeof enginySettings>;
