import { z } from "zod";
import { addressSetting, keySetting, setting } from "../contract/settings";
import words from "./settings-words.json";

/** The Core API's address; every company's links lead to a host of its own below the other one. */
export const FRONT_API = "https://api2.frontapp.com";

/** The smallest plan's limit, until answers say otherwise. https://dev.frontapp.com/docs/rate-limiting */
const SMALLEST_PLAN = 50;

/** What an admin enters to connect Front. */
export const frontSettings = z.object({
  apiBaseUrl: setting(addressSetting("apiBaseUrl").default(FRONT_API), {
    option: "api",
    variable: "FRONT_API_BASE_URL",
    secret: false,
    onPage: false,
    words: words.apiBaseUrl,
  }),
  apiToken: setting(keySetting("apiToken", "Front's settings, Developers, API tokens"), {
    option: "token",
    variable: "FRONT_API_TOKEN",
    secret: true,
    onPage: true,
    words: words.apiToken,
  }),
  accountUrl: setting(addressSetting("accountUrl").optional(), {
    option: "accounts",
    variable: "FRONT_ACCOUNTS_URL",
    secret: false,
    onPage: false,
    words: words.accountUrl,
  }),
  contactUrl: setting(addressSetting("contactUrl").optional(), {
    option: "contacts",
    variable: "FRONT_CONTACTS_URL",
    secret: false,
    onPage: false,
    words: words.contactUrl,
  }),
  requestsPerMinute: setting(z.coerce.number().int().min(1).default(SMALLEST_PLAN), {
    option: "requests-per-minute",
    variable: "FRONT_MAX_RPM",
    secret: false,
    onPage: false,
    words: words.requestsPerMinute,
  }),
  leftToOthers: setting(z.coerce.number().min(0).max(0.9).default(0.2), {
    option: "left-to-others",
    variable: "FRONT_LEFT_TO_OTHERS",
    secret: false,
    onPage: true,
    words: words.leftToOthers,
  }),
});

export type FrontSettings = z.infer<typeof frontSettings>;
